package parable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.shell.ShellFixture;
import parable.corpus.Document;
import parable.corpus.Intervention;
import parable.corpus.TextFiles;
import parable.corpus.contrast.Separation;
import parable.corpus.contrast.WordContrast;
import parable.corpus.contrast.WordCounts;
import parable.ground.Hash;
import parable.ground.Json;
import parable.stats.Figures;
import tools.jackson.databind.JsonNode;

/// The shipped teaching corpus: its texts, their twins, and the figures of its card.
class TeachingCorpusTest {
    private static final Path FOLDER = Path.of(System.getProperty("parable.home", ".."), "corpora", "teaching");
    private static final String BEGIN = "<!-- figures: written by TeachingCorpusTest -->\n",
            END = "<!-- end of figures -->";
    private static final boolean REWRITES = "1".equals(System.getenv("PARABLE_REWRITE_GOLDENS"));

    /// Texts of each kind that the corpus promises.
    private static final Map<String, Integer> LEAST = Map.of(
            "constitution",
            60,
            "advice",
            150,
            "admirable",
            120,
            "villain",
            120,
            "neutral",
            80,
            "people",
            80,
            "demos",
            120,
            "ordinary",
            400);

    /// What is compared: a field of a kind, and its twin. An empty field is the text itself.
    private record Twins(String kind, String field, String twin, boolean isMirror) {
        String name() {
            return "%s: %s against %s".formatted(kind, field.isEmpty() ? "text" : field, twin);
        }
    }

    private static final List<Twins> TWINS = List.of(
            new Twins("constitution", "", "mirror", true),
            new Twins("advice", "", "opposite", true),
            new Twins("advice", "", "reworded", false),
            new Twins("advice", "", "placebo", false),
            new Twins("advice", "", "reasons_cut", false),
            new Twins("admirable", "", "opposite", true),
            new Twins("admirable", "", "reworded", false),
            new Twins("admirable", "", "placebo", false),
            new Twins("admirable", "", "reasons_cut", false),
            new Twins("demos", "with_reasons", "opposite", true),
            new Twins("demos", "with_reasons", "reworded", false),
            new Twins("demos", "", "placebo", false),
            new Twins("demos", "with_reasons", "reasons_cut", false));

    @TempDir
    private Path home;

    private static List<Document> documents(String kind) {
        try (Stream<Document> documents =
                TextFiles.read(FOLDER.resolve(kind + ".jsonl")).documents()) {
            return documents.toList();
        }
    }

    /// What a model would learn of that field; of a conversation, its last answer.
    private static List<String> texts(List<Document> documents, String field) {
        return documents.stream()
                .map(document -> field.isEmpty() ? lastAnswer(document) : document.tag(field))
                .toList();
    }

    private static String lastAnswer(Document document) {
        return document.body() instanceof parable.corpus.Body.Conversation(List<parable.corpus.Body.Turn> turns)
                ? turns.getLast().text()
                : document.text();
    }

    private static List<List<String>> words(List<String> texts) {
        return texts.stream()
                .map(text -> Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}']+"))
                        .filter(word -> !word.isEmpty())
                        .toList())
                .toList();
    }

    @Test
    void everyKindHasTheTextsItPromisesAndEveryTextItsClauseAndSplit() {
        Set<String> ids = new HashSet<>(), clauses = new HashSet<>();
        documents("constitution").forEach(document -> clauses.add(document.tag("clause")));
        LEAST.forEach((kind, least) -> {
            List<Document> documents = documents(kind);
            assertThat(documents).as(kind).hasSizeGreaterThanOrEqualTo(least);
            for (Document document : documents) {
                assertThat(ids.add(document.id())).as(document.id()).isTrue();
                assertThat(document.tag("split")).as(document.id()).isIn("train", "held");
                assertThat(document.tag("canary")).as(document.id()).startsWith("parable-canary ");
                assertThat(document.tag("clause"))
                        .as(document.id())
                        .matches(at -> at.isEmpty() || clauses.contains(at));
            }
        });
    }

    @Test
    void storiesOfOneSituationAreInOneSplit() {
        Map<String, String> splits = new TreeMap<>();
        for (String kind : List.of("admirable", "villain", "neutral")) {
            documents(kind)
                    .forEach(document -> assertThat(
                                    splits.computeIfAbsent(document.tag("pair"), _ -> document.tag("split")))
                            .as(document.id())
                            .isEqualTo(document.tag("split")));
        }
    }

    @Test
    void everyTwinCanBeTakenInPlaceOfItsOriginal() {
        for (Twins twins : TWINS) {
            for (String field : List.of(twins.field(), twins.twin())) {
                if (!field.isEmpty()) {
                    try (Stream<Document> taken = new Intervention.Take(field)
                            .of(TextFiles.read(FOLDER.resolve(twins.kind() + ".jsonl")))
                            .documents()) {
                        assertThat(taken.map(Document::text)).as(twins.name()).noneMatch(String::isBlank);
                    }
                }
            }
        }
    }

    /// A bag of words must not tell a treatment from the text that says the opposite.
    @Test
    void wordsAloneDoNotTellATextFromItsMirror() {
        TWINS.stream()
                .filter(Twins::isMirror)
                .forEach(twins -> assertThat(separation(twins).bag().value())
                        .as(twins.name())
                        .isLessThan(0.70));
    }

    @Test
    void noTextAndNoTwinHoldsASceneOfASuiteAndNoTextIsNearlyAnother() throws IOException {
        ShellFixture shell = new ShellFixture(home, Map.of());
        Path twins = Files.createDirectories(home.resolve("twins"));
        for (Twins pair : TWINS) {
            List<String> lines = texts(documents(pair.kind()), pair.twin()).stream()
                    .map(text -> Json.line(Map.of("text", text)))
                    .toList();
            Files.write(twins.resolve(pair.kind() + "-" + pair.twin() + ".jsonl"), lines);
        }

        JsonNode texts = curated(shell, "texts", FOLDER), controls = curated(shell, "twins", twins);

        assertThat(texts.at("/total/holdingScenes").asInt(-1)).isZero();
        assertThat(texts.at("/total/nearDuplicates").asInt(-1)).isZero();
        assertThat(controls.at("/total/holdingScenes").asInt(-1)).isZero();
    }

    private JsonNode curated(ShellFixture shell, String name, Path folder) {
        assertThat(Main.run(shell.shell(), "curate", folder.toString(), "--name", name, "--json", "--quiet"))
                .as(shell.err())
                .isZero();
        String out = shell.out();
        return Json.read(out.substring(out.lastIndexOf("\n{") + 1), JsonNode.class);
    }

    @Test
    void theCardShowsTheFiguresOfTheFiles() throws IOException {
        Path card = FOLDER.resolve("README.md");
        String text = Files.readString(card), figures = figures();
        int from = text.indexOf(BEGIN) + BEGIN.length(), to = text.indexOf(END);

        if (REWRITES) {
            Files.writeString(card, text.substring(0, from) + figures + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to)).isEqualTo(figures);
    }

    /// Croissant names each file with its hash.
    @Test
    void theMetadataNamesEveryFileAsItIs() throws IOException {
        JsonNode croissant = Json.read(Files.readString(FOLDER.resolve("croissant.json")), JsonNode.class);
        Map<String, String> named = new TreeMap<>(), there = new TreeMap<>();
        croissant
                .path("distribution")
                .valueStream()
                .forEach(file -> named.put(
                        file.path("contentUrl").asString(), file.path("sha256").asString()));
        for (String kind : LEAST.keySet()) {
            there.put(kind + ".jsonl", Hash.ofFile(FOLDER.resolve(kind + ".jsonl")));
        }
        assertThat(named).isEqualTo(there);
    }

    private static Separation separation(Twins twins) {
        List<Document> documents = documents(twins.kind());
        return Separation.of(words(texts(documents, twins.field())), words(texts(documents, twins.twin())));
    }

    private static String figures() {
        StringBuilder text =
                new StringBuilder("\n| file | texts | words | train / held |\n| --- | --- | --- | --- |\n");
        for (String kind : LEAST.keySet().stream().sorted().toList()) {
            List<Document> documents = documents(kind);
            long held = documents.stream()
                    .filter(document -> document.tag("split").equals("held"))
                    .count();
            long words = words(documents.stream().map(Document::text).toList()).stream()
                    .mapToLong(List::size)
                    .sum();
            text.append("| `%s.jsonl` | %d | %,d | %d / %d |%n"
                    .formatted(kind, documents.size(), words, documents.size() - held, held));
        }
        text.append(harms());
        text.append(
                "\n| text and twin | words, and their means | bag of words | best single word | words that separate |\n"
                        + "| --- | --- | --- | --- | --- |\n");
        rows().forEach((name, row) -> text.append("| %s | %s |%n".formatted(name, row)));
        return text.append('\n').toString();
    }

    /// Villain stories by the gravest harm in them.
    private static String harms() {
        StringBuilder text =
                new StringBuilder("\n| gravest harm | villain | found out | blamed |\n| --- | --- | --- | --- |\n");
        for (String severity : List.of("death", "body", "other")) {
            List<Document> harms = documents("villain").stream()
                    .filter(document -> document.tag("severity").equals(severity))
                    .toList();
            text.append("| %s | %d | %d | %d |%n"
                    .formatted(severity, harms.size(), count(harms, "exposed"), count(harms, "condemned")));
        }
        return text.toString();
    }

    private static long count(List<Document> documents, String tag) {
        return documents.stream()
                .filter(document -> document.tag(tag).equals("yes"))
                .count();
    }

    private static Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (Twins twins : TWINS) {
            List<Document> documents = documents(twins.kind());
            List<String> one = texts(documents, twins.field()), two = texts(documents, twins.twin());
            rows.put(twins.name(), row(one, two));
        }
        rows.put("admirable against villain", row(texts(documents("admirable"), ""), texts(documents("villain"), "")));
        rows.put("admirable against neutral", row(texts(documents("admirable"), ""), texts(documents("neutral"), "")));
        return rows;
    }

    private static String row(List<String> first, List<String> second) {
        List<List<String>> one = words(first), two = words(second);
        Separation separation = Separation.of(one, two);
        WordContrast contrast = WordContrast.between(WordCounts.of(one), WordCounts.of(two));
        return "%.0f, %.0f | %s | %s | %s"
                .formatted(
                        mean(one),
                        mean(two),
                        separation.bag().brief(),
                        separation.singleWord().brief(),
                        separating(contrast));
    }

    private static double mean(List<List<String>> texts) {
        return texts.stream().mapToInt(List::size).average().orElseThrow();
    }

    /// The five that are farthest from no difference, with their log-odds.
    private static String separating(WordContrast contrast) {
        List<WordContrast.Word> words = new ArrayList<>(contrast.words().values());
        words.sort(Comparator.comparingDouble(WordContrast.Word::distance)
                .reversed()
                .thenComparing(WordContrast.Word::word));
        return words.stream()
                .limit(5)
                .map(word -> "%s %s".formatted(word.word(), Figures.valued(word.logOdds(), word.interval(0.95))))
                .collect(Collectors.joining("; "));
    }
}
