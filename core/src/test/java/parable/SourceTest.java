package parable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is checked on the sources themselves: sizes, null-marked packages, comments that survive the formatter.
class SourceTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final int LINES_PER_FILE = 500;
    private static final int LINES_PER_METHOD = 60;

    @Test
    void noFileIsLongerThanFiveHundredLines() {
        assertThat(sources(MAIN).filter(file -> read(file).lines().count() > LINES_PER_FILE))
                .isEmpty();
    }

    @Test
    void noMethodIsLongerThanSixtyLines() {
        List<MethodSizes.Method> methods = MethodSizes.in(sources(MAIN).toList());

        assertThat(methods).hasSizeGreaterThan(50);
        assertThat(methods)
                .filteredOn(method -> method.lines() > LINES_PER_METHOD)
                .isEmpty();
    }

    @Test
    void methodsAreCountedFromSignatureToClosingBrace() {
        List<MethodSizes.Method> methods = MethodSizes.in(List.of(TEST.resolve("parable/MarkdownComments.java")));

        assertThat(methods).extracting(MethodSizes.Method::name).contains("share");
        assertThat(methods).filteredOn(method -> method.name().equals("share")).allMatch(m -> m.lines() == 5);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(sources(MAIN).map(Path::getParent).distinct())
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .exists()
                        .content()
                        .contains("\n@NullMarked\n"));
    }

    /// Spotless checks the fixture as it checks every source; were the formatter to rewrap or realign Markdown
    /// comments, either that check or this test would fail.
    @Test
    void markdownCommentsSurviveTheFormatter() {
        Stream<String> comments = read(TEST.resolve("parable/MarkdownComments.java"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("///"));

        assertThat(String.join("\n", comments.toList()) + "\n").isEqualTo("""
                /// A fixture: Markdown comments of every shape that a formatter might want to improve.
                ///
                /// ```
                /// share = k / n          aligned   on   purpose
                ///     indented
                /// ```
                ///
                /// - a list item
                ///   with a second line
                ///     - a nested one
                ///
                /// | column | other |
                /// |--------|------:|
                /// | a      |     1 |
                ///
                /// <pre>  kept   as  is </pre>
                /// Short
                /// lines
                /// stay.
                /// @param k  two spaces, then the text
                /// @param n  the same
                """);
    }

    private static Stream<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
