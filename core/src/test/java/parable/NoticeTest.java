package parable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Everything that is shipped is named in NOTICE with its version and its licence, and nothing else is.
class NoticeTest {
    private static final Path HOME = Path.of(System.getProperty("parable.home"));
    /// On the class path of tests only, by the beginning of the file's name.
    private static final Set<String> TESTS_ONLY = Set.of(
            "junit-", "opentest4j-", "apiguardian-", "assertj-", "byte-buddy-", "archunit-", "open-test-reporting-");

    private static final Pattern JAR =
            Pattern.compile("(.+?)-(\\d[^/]*?)(-(linux|macosx|windows)-\\w+?(-redist)?)?\\.jar");
    private static final Pattern LINE = Pattern.compile("^ {2}([a-z_]\\S*) (\\S+) {2,}\\S.*", Pattern.MULTILINE);

    @Test
    void noticeNamesEveryJarThatIsShippedWithVersionAndLicence() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher line = LINE.matcher(Files.readString(HOME.resolve("NOTICE")));
        while (line.find()) {
            named.add(line.group(1) + " " + line.group(2));
        }

        assertThat(named).isEqualTo(shipped());
    }

    private static Set<String> shipped() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(file -> file.endsWith(".jar") && TESTS_ONLY.stream().noneMatch(file::startsWith))
                .filter(file -> !file.startsWith("mkl-") && !file.startsWith("surefire"))
                .map(NoticeTest::artifact)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String artifact(String file) {
        Matcher jar = JAR.matcher(file);
        assertThat(jar.matches()).as(file).isTrue();
        return jar.group(1) + " " + jar.group(2);
    }

    @Test
    void theLicenceAndTheTermsOfContributionAreThere() throws IOException {
        assertThat(Files.readString(HOME.resolve("LICENSE"))).contains("Apache License", "Version 2.0, January 2004");
        assertThat(HOME).isDirectoryContaining("glob:**/{SECURITY.md,CONTRIBUTING.md,CITATION.cff}");
        assertThat(Files.readString(HOME.resolve("CITATION.cff")))
                .contains("cff-version: 1.2.0", "license: Apache-2.0");
    }
}
