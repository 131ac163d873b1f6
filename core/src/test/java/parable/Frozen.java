package parable;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Files that freeze what the program computes, in `src/test/resources/parable/golden`: a refactoring must leave every
/// byte alone, and an intended change needs its reason in the commit. `PARABLE_REWRITE_GOLDENS=1` in the environment
/// of the tests writes them; the difference then shows in `git diff`.
public final class Frozen {
    private static final Path FOLDER =
            Path.of(System.getProperty("parable.home", ".."), "core/src/test/resources/parable/golden");
    private static final boolean REWRITES = "1".equals(System.getenv("PARABLE_REWRITE_GOLDENS"));

    /// Lines of each side that a failure shows.
    private static final int SHOWN = 12;

    private Frozen() {}

    /// Fails with the first lines that differ unless the file holds exactly this.
    public static void check(String file, String text) {
        check(FOLDER.resolve(file), text);
    }

    /// The same for a file that lies elsewhere, such as committed results.
    public static void check(Path golden, String text) {
        try {
            if (REWRITES) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, text);
                return;
            }
            String expected = Files.readString(golden);
            if (!expected.equals(text)) {
                fail(difference(golden.getFileName().toString(), expected, text));
            }
        } catch (NoSuchFileException _) {
            fail("%s is missing; PARABLE_REWRITE_GOLDENS=1 writes it", golden);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines between what both texts begin with and what both end with.
    static String difference(String name, String expected, String found) {
        List<String> before = List.of(expected.split("\n", -1)), after = List.of(found.split("\n", -1));
        int shorter = Math.min(before.size(), after.size()), head = 0, tail = 0;
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        return "%s differs from line %d on (-%d +%d lines). If that is meant, run with PARABLE_REWRITE_GOLDENS=1 and say why.\n%s%s"
                .formatted(
                        name,
                        head + 1,
                        before.size() - tail - head,
                        after.size() - tail - head,
                        marked("- ", before.subList(head, before.size() - tail)),
                        marked("+ ", after.subList(head, after.size() - tail)));
    }

    private static String marked(String mark, List<String> lines) {
        String rest = lines.size() > SHOWN ? "%s… %d more lines\n".formatted(mark, lines.size() - SHOWN) : "";
        return lines.stream().limit(SHOWN).map(line -> mark + line + "\n").collect(Collectors.joining()) + rest;
    }
}
