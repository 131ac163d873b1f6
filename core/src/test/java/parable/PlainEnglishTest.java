package parable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Comments, messages, help texts and pages use plain English: some words that make a sentence read as translated occur
/// nowhere. Dated entries of `LOG.md` and `CHANGELOG.md` keep their words.
class PlainEnglishTest {
    private static final Path HOME = Path.of(System.getProperty("parable.home", ".."));

    /// `beside:` is a key of recipes, and renaming it would change the keys of stored stages.
    private static final Pattern BANNED = Pattern.compile(
            "\\b(?:nobody|somebody|whoever|anew|beside(?!:)|mend(?:s|ed|ing)?|foret(?:ell(?:s|ing)?|old)|deeds?"
                    + "|stands|stood|go(?:es|ing|ne)? on|went on|(?:is|are|be) told|told apart)\\b",
            Pattern.CASE_INSENSITIVE);

    /// Text blocks, strings, characters and comments, so that none is mistaken for another.
    private static final Pattern TEXT = Pattern.compile(
            "\"\"\"(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+\"\"\"|\"(?:[^\"\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\\n]++|\\\\.)++'"
                    + "|//[^\n]*+|/\\*.*?\\*/",
            Pattern.DOTALL);

    /// The name after `@param` is code.
    private static final Pattern PARAMETER = Pattern.compile("@param \\w+");

    private static final String MAIN = "core/src/main/java/parable/", TEST = "core/src/test/java/parable/";
    private static final String RESOURCES = "core/src/main/resources/parable/";

    private static final String SHOWN = "a model reads or writes this text: other words make another conversation";
    private static final String WORDS = "a grader looks for these words";
    private static final String KEY = "a name in the identity of stored runs or of the grammar";
    private static final String CLAIM = "the statement of a registered claim";
    private static final String SELF = "the list itself";

    /// Files whose string literals may hold such words, with the reason. Their comments may not.
    private static final Map<String, String> EXEMPT = Map.ofEntries(
            Map.entry(MAIN + "grade/Statements.java", WORDS),
            Map.entry(MAIN + "chat/local/WrittenCalls.java", SHOWN),
            Map.entry(MAIN + "chat/provider/AnthropicMessages.java", SHOWN),
            Map.entry(MAIN + "scenario/OfficeAction.java", SHOWN),
            Map.entry(MAIN + "scenario/office/Console.java", SHOWN),
            Map.entry(MAIN + "scenario/office/LetterForm.java", SHOWN),
            Map.entry(MAIN + "scenario/office/OfficeRules.java", SHOWN),
            Map.entry(MAIN + "scenario/office/OfficeState.java", SHOWN),
            Map.entry(MAIN + "scenario/office/RolePrompt.java", SHOWN),
            Map.entry(MAIN + "scenario/office/TextFormReader.java", SHOWN),
            Map.entry(MAIN + "lab/organism/SmallEnglishCompany.java", SHOWN),
            Map.entry(MAIN + "trace/causal/Plants.java", SHOWN),
            Map.entry(MAIN + "lab/organism/Slot.java", KEY),
            Map.entry(MAIN + "study/watch/SteeringStage.java", KEY),
            Map.entry(MAIN + "suite/published/PublishedFamily.java", KEY),
            Map.entry(MAIN + "study/persist/PersistenceClaim.java", CLAIM),
            Map.entry(TEST + "chat/local/WrittenCallsTest.java", SHOWN),
            Map.entry(TEST + "chat/provider/AnthropicMessagesTest.java", SHOWN),
            Map.entry(TEST + "scenario/office/TextFormTest.java", SHOWN),
            Map.entry(TEST + "lab/organism/SmallEnglishJudgeTest.java", SHOWN),
            Map.entry(TEST + "lab/organism/CapabilityTest.java", SHOWN),
            Map.entry(TEST + "grade/ConditionalDemandTest.java", WORDS),
            Map.entry(TEST + "grade/TalkTest.java", WORDS),
            Map.entry(TEST + "suite/letters/LetterGradingTest.java", WORDS),
            Map.entry(TEST + "PlainEnglishTest.java", SELF));

    /// The words of the language, and those of threats.
    private static final Set<Path> WORD_LISTS =
            Set.of(HOME.resolve(RESOURCES + "gate/english.yaml"), HOME.resolve(RESOURCES + "gate/threat.yaml"));

    @Test
    void commentsAndMessagesOfTheCodeArePlainEnglish() {
        assertThat(files("java", MAIN, TEST, "bench/src/main/java").flatMap(PlainEnglishTest::inCode))
                .isEmpty();
    }

    @Test
    void pagesRecipesAndTheReportArePlainEnglish() {
        Stream<Path> pages =
                files("md", "docs", "README.md", "CONTRIBUTING.md", "SECURITY.md", "bench/README.md", "docs/results");
        Stream<Path> resources = files("yaml|js|css", RESOURCES + "gate", RESOURCES + "study", RESOURCES + "view");

        assertThat(Stream.concat(pages, resources)
                        .filter(file -> !WORD_LISTS.contains(file))
                        .flatMap(file -> banned(file, read(file), 0, read(file))))
                .isEmpty();
    }

    @Test
    void aBannedWordIsFoundInCommentsAndStringsButNotInNames() {
        String code = """
                /// @param deed what it did
                String nobody = "it stands", quote = "\\"anew";
                char c = '"'; // mend it
                int told = 1; /* beside
                   whoever */
                """;

        assertThat(inCode(Path.of("A.java"), code))
                .containsExactly(
                        "A.java:2: stands",
                        "A.java:2: anew",
                        "A.java:3: mend",
                        "A.java:4: beside",
                        "A.java:5: whoever");
    }

    @Test
    void everyExemptionIsNeeded() {
        assertThat(EXEMPT.keySet())
                .filteredOn(file -> !BANNED.matcher(read(HOME.resolve(file))).find())
                .isEmpty();
    }

    private static Stream<String> inCode(Path file) {
        return inCode(file, read(file));
    }

    private static Stream<String> inCode(Path file, String code) {
        String name = name(file);
        return TEXT.matcher(code)
                .results()
                .filter(text ->
                        text.group().startsWith("/") || text.group().startsWith("\"") && !EXEMPT.containsKey(name))
                .flatMap(text -> banned(file, withoutNames(text.group()), text.start(), code));
    }

    /// Keeps offsets.
    private static String withoutNames(String text) {
        return PARAMETER
                .matcher(text)
                .replaceAll(found -> " ".repeat(found.group().length()));
    }

    private static Stream<String> banned(Path file, String text, int offset, String whole) {
        return BANNED.matcher(text).results().map(found -> {
            String before = whole.substring(0, offset + found.start());
            long line = 1 + before.chars().filter(c -> c == '\n').count();
            return "%s:%d: %s".formatted(name(file), line, found.group());
        });
    }

    private static String name(Path file) {
        return HOME.relativize(file.startsWith(HOME) ? file : HOME.resolve(file))
                .toString();
    }

    private static Stream<Path> files(String endings, String... roots) {
        return Stream.of(roots).flatMap(root -> {
            int depth = root.equals("docs") ? 1 : Integer.MAX_VALUE;
            try (Stream<Path> files = Files.walk(HOME.resolve(root), depth)) {
                return files.filter(file -> file.toString().matches(".*\\.(?:" + endings + ")")).toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
