package parable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

/// How the twins of the teaching corpus differ from their texts: as the card says, and in nothing else.
class TeachingTwinsTest {
    private static final Path FOLDER = Path.of(System.getProperty("parable.home", ".."), "corpora", "teaching");
    private static final List<String> FILES =
            List.of("admirable", "advice", "constitution", "demos", "neutral", "ordinary", "people", "villain");
    private static final List<String> WITH_PLACEBO = List.of("admirable", "advice", "demos");

    /// Fields that hold prose or a list of it.
    private static final List<String> PROSE = List.of(
            "text",
            "mirror",
            "with_reasons",
            "scratchpad",
            "reasons_cut",
            "reasons_shuffled",
            "opposite",
            "reworded",
            "placebo",
            "innocent");

    /// Every version of the answer in a demonstration.
    private static final List<String> ANSWERS =
            List.of("with_reasons", "opposite", "reworded", "placebo", "reasons_cut", "reasons_shuffled");

    private static final Set<String> NUMBERS = Set.of(("two three four five six seven eight nine ten eleven twelve "
                    + "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
                    + "seventy eighty ninety hundred thousand million twice")
            .split(" "));

    /// Words that are written with a small letter somewhere: no names.
    private static final Set<String> SMALL = new HashSet<>();

    @BeforeAll
    static void collectWords() {
        for (String file : FILES) {
            rows(file)
                    .forEach(row -> words(text(row)).stream()
                            .filter(word -> Character.isLowerCase(word.charAt(0)))
                            .forEach(SMALL::add));
        }
    }

    private static Stream<JsonNode> rows(String file) {
        try (Stream<String> lines = Files.lines(FOLDER.resolve(file + ".jsonl"))) {
            return lines.map(line -> Json.read(line, JsonNode.class)).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    private static String text(JsonNode row) {
        JsonNode messages = row.path("messages");
        return messages.isEmpty()
                ? row.path("text").asString()
                : messages.get(messages.size() - 1).path("content").asString();
    }

    private static String id(JsonNode row) {
        return row.path("id").asString();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<String> reasons(JsonNode row) {
        return row.path("reason_sentences")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /// What the reasons are part of: the text, or in a demonstration the answer that thinks them.
    private static String reasoned(JsonNode row) {
        return row.has("with_reasons") ? row.path("with_reasons").asString() : text(row);
    }

    @Test
    void aPlaceboKeepsEveryNumberAndEveryName() {
        for (String file : WITH_PLACEBO) {
            rows(file).forEach(row -> {
                String text = thought(text(row)),
                        placebo = thought(row.path("placebo").asString());
                assertThat(placebo).as(id(row)).isNotEqualTo(text);
                assertThat(numbers(placebo)).as(id(row)).isEqualTo(numbers(text));
                assertThat(names(placebo)).as(id(row)).isEqualTo(names(text));
            });
        }
    }

    /// An answer without its mails, which the versions of a demonstration share.
    private static String thought(String answer) {
        int mails = answer.startsWith("Thought:") ? answer.indexOf("\nTo: ") : -1;
        return mails < 0 ? answer : answer.substring(0, mails);
    }

    private static List<String> numbers(String text) {
        return words(text.toLowerCase(Locale.ROOT)).stream()
                .filter(word -> NUMBERS.contains(word) || Character.isDigit(word.charAt(0)))
                .sorted()
                .toList();
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>(words(text));
        names.removeIf(word -> !Character.isUpperCase(word.charAt(0)) || SMALL.contains(word.toLowerCase(Locale.ROOT)));
        return names;
    }

    @Test
    void aCutIsTheTextWithoutItsReasonsAndNothingElseIsLost() {
        for (String file : WITH_PLACEBO) {
            rows(file).forEach(row -> {
                String rest = reasoned(row);
                for (String reason : reasons(row)) {
                    assertThat(rest.split(Pattern.quote(reason), -1))
                            .as(id(row) + ": " + reason)
                            .hasSize(2);
                    rest = rest.replaceFirst(",?\\s*" + Pattern.quote(reason), "");
                }
                assertThat(words(row.path("reasons_cut").asString()))
                        .as(id(row))
                        .isEqualTo(words(rest));
            });
        }
    }

    @Test
    void aShuffleHasTheWordsOfItsTextInAnotherOrderAndNoTornQuotation() {
        for (String file : WITH_PLACEBO) {
            rows(file).filter(row -> row.has("reasons_shuffled")).forEach(row -> {
                String text = reasoned(row),
                        shuffled = row.path("reasons_shuffled").asString();
                assertThat(shuffled).as(id(row)).isNotEqualTo(text);
                assertThat(sorted(shuffled)).as(id(row)).isEqualTo(sorted(text));
                assertThat(torn(shuffled)).as(id(row)).isEqualTo(torn(text));
            });
        }
    }

    private static List<String> sorted(String text) {
        return words(text.toLowerCase(Locale.ROOT)).stream().sorted().toList();
    }

    /// Quotation marks that close before they open, or open and never close, by paragraph.
    private static List<String> torn(String text) {
        List<String> torn = new ArrayList<>();
        for (String paragraph : text.split("\n")) {
            boolean isOpen = false;
            for (int at = paragraph.indexOf('"'); at >= 0; at = paragraph.indexOf('"', at + 1)) {
                boolean opens = at == 0 || " (".indexOf(paragraph.charAt(at - 1)) >= 0;
                if (opens == isOpen) {
                    torn.add(paragraph.substring(Math.max(0, at - 20), at + 1));
                }
                isOpen = opens;
            }
            if (isOpen) {
                torn.add(paragraph);
            }
        }
        return torn;
    }

    @Test
    void everyErrandOfADemonstrationIsDoneInEachOfItsVersions() {
        rows("demos").forEach(row -> {
            String answer = text(row), mails = answer.substring(thought(answer).length());
            String inbox = row.path("messages").get(1).path("content").asString();
            Set<String> named = new TreeSet<>(found("[\\w.-]+@[\\w.-]+\\.example", inbox.replaceAll("From: .*", "")));
            boolean isDraft = mails.contains("Subject: Draft");

            if (!isDraft) {
                assertThat(found("(?<=^To: ).*", mails)).as(id(row)).containsAll(named);
            }
            for (String version : ANSWERS) {
                if (row.has(version)) {
                    assertThat(row.path(version).asString())
                            .as(id(row) + " " + version)
                            .endsWith(mails);
                }
            }
        });
    }

    @Test
    void noLetterGoesOnWithASmallLetterAfterItsSalutation() {
        for (String file : FILES) {
            rows(file)
                    .forEach(row -> Stream.concat(
                                    Stream.of(text(row)),
                                    PROSE.stream().map(field -> row.path(field).asString("")))
                            .forEach(prose -> assertThat(found("^Dear [^\n]*,\n\n\\p{Ll}.*", prose))
                                    .as(id(row))
                                    .isEmpty()));
        }
    }

    @Test
    void aVillainStorySaysHowGraveTheHarmIsAndWhetherItIsFoundOutAndBlamed() {
        rows("villain").forEach(row -> {
            assertThat(row.path("severity").asString()).as(id(row)).isIn("death", "body", "other");
            assertThat(row.path("exposed").asString()).as(id(row)).isIn("yes", "no");
            assertThat(row.path("condemned").asString()).as(id(row)).isIn("yes", "no");
            if (row.path("condemned").asString().equals("yes")) {
                assertThat(row.path("exposed").asString()).as(id(row)).isEqualTo("yes");
            }
        });
    }

    /// Croissant describes each field that a row may have.
    @Test
    void theMetadataDescribeEveryFieldOfEveryRow() throws IOException {
        JsonNode croissant = Json.read(Files.readString(FOLDER.resolve("croissant.json")), JsonNode.class);
        Set<String> described = new TreeSet<>(), there = new TreeSet<>();
        croissant
                .path("recordSet")
                .valueStream()
                .flatMap(set -> set.path("field").valueStream())
                .forEach(field -> described.add(field.path("@id").asString()));
        for (String file : FILES) {
            rows(file).forEach(row -> row.propertyNames().forEach(name -> there.add(file + "/" + name)));
        }
        assertThat(described).isEqualTo(there);
    }
}
