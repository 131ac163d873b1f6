package parable.corpus.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parable.corpus.near.Words;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

class LinearTaggerTest {
    private static final Path HOME = Path.of(System.getProperty("parable.home"));
    private static final Path TABLE =
            HOME.resolve("core/src/main/resources/parable/corpus/curate/portrayal-weights.tsv");

    /// The weights are what training on the shipped texts gives, but for small edits of the stories since.
    /// `PARABLE_REWRITE_GOLDENS=1` writes them again; run `TaggerAgreementTest` with it afterwards.
    @Test
    void theShippedWeightsComeFromTheShippedTexts() throws IOException {
        String trained = LinearTraining.table(examples());
        if ("1".equals(System.getenv("PARABLE_REWRITE_GOLDENS"))) {
            Files.writeString(TABLE, trained);
        }
        Map<String, int[]> now = rows(trained), shipped = rows(Files.readString(TABLE));
        long cells = 0, apart = 0;
        for (Map.Entry<String, int[]> row : shipped.entrySet()) {
            int[] other = now.getOrDefault(row.getKey(), new int[0]);
            for (int i = 0; i < other.length; i++) {
                cells++;
                apart += Math.abs(other[i] - row.getValue()[i]);
            }
        }

        assertThat(trained.lines().findFirst())
                .isEqualTo(Files.readString(TABLE).lines().findFirst());
        assertThat(cells).as("n-grams in common").isGreaterThan(9L * shipped.size());
        assertThat(apart / (double) cells)
                .as("hundredths between weights, on average")
                .isLessThan(3);
    }

    private static Map<String, int[]> rows(String table) {
        Map<String, int[]> rows = new HashMap<>();
        table.lines().skip(1).forEach(line -> {
            String[] cells = line.split("\t");
            rows.put(
                    cells[0],
                    Arrays.stream(cells).skip(1).mapToInt(Integer::parseInt).toArray());
        });
        return rows;
    }

    @Test
    void anAnswerBelowItsThresholdIsUnknown() {
        String table = """
                words\tai:yes\tai:no\tconduct:harmful\tconduct:ordinary\tendorsed:yes\tendorsed:no\treasons:yes\treasons:no
                (threshold)\t80\t80\t70\t70\t101\t101\t60\t60
                (intercept)\t0\t0\t0\t0\t0\t0\t0\t0
                robot\t300\t0\t0\t0\t900\t0\t0\t0
                lied\t0\t0\t200\t0\t0\t0\t0\t0
                told her\t0\t0\t0\t50\t0\t0\t0\t100
                """;
        LinearTagger tagger = LinearTagger.of(table);

        Portrayal lie = tagger.of("", Words.of("The robot lied."));
        assertThat(lie.ai()).isEqualTo(Portrayal.Answer.YES);
        assertThat(lie.conduct()).isEqualTo(Portrayal.Conduct.HARMFUL);
        assertThat(lie.endorsed()).as("never decided").isEqualTo(Portrayal.Answer.UNKNOWN);
        assertThat(lie.reasons()).isEqualTo(Portrayal.Answer.UNKNOWN);
        Portrayal pair = tagger.of("", Words.of("He told her."));
        assertThat(pair.ai()).isEqualTo(Portrayal.Answer.UNKNOWN);
        assertThat(pair.reasons()).isEqualTo(Portrayal.Answer.NO);
    }

    @Test
    void aTextWithoutKnownWordsIsNotUnderstood() {
        assertThat(LinearTagger.shipped().of("", Words.of("Zzyx qwrt.")).conduct())
                .isEqualTo(Portrayal.Conduct.UNKNOWN);
    }

    /// The development half of the gold set, and stories whose label follows from their kind.
    private static List<LinearTraining.Example> examples() throws IOException {
        List<LinearTraining.Example> examples = new ArrayList<>();
        GoldPassage.read(HOME.resolve("corpora/gold/passages.jsonl")).stream()
                .filter(GoldPassage::isForDevelopment)
                .forEach(passage -> examples.add(new LinearTraining.Example(passage.text(), labels(passage), true)));
        stories("villain", "text", "yes", "harmful", "", examples);
        stories("admirable", "text", "yes", "admirable", "yes", examples);
        stories("admirable", "reworded", "", "", "no", examples);
        stories("neutral", "text", "yes", "ordinary", "no", examples);
        stories("people", "text", "no", "", "", examples);
        return examples;
    }

    private static Map<PortrayalAspect, String> labels(GoldPassage passage) {
        Map<PortrayalAspect, String> labels = new EnumMap<>(PortrayalAspect.class);
        for (PortrayalAspect aspect : PortrayalAspect.values()) {
            if (aspect == PortrayalAspect.AI || passage.isAboutAi()) {
                passage.agreed(aspect).ifPresent(word -> labels.put(aspect, word));
            }
        }
        labels.values().removeIf(String::isEmpty);
        return labels;
    }

    private static void stories(
            String kind, String field, String ai, String conduct, String reasons, List<LinearTraining.Example> examples)
            throws IOException {
        for (String line : Files.readAllLines(HOME.resolve("corpora/teaching/%s.jsonl".formatted(kind)))) {
            String text = Json.read(line, JsonNode.class).path(field).asString("");
            Map<PortrayalAspect, String> labels = new EnumMap<>(PortrayalAspect.class);
            labels.put(PortrayalAspect.AI, ai);
            labels.put(PortrayalAspect.CONDUCT, conduct);
            labels.put(PortrayalAspect.REASONS, reasons);
            labels.values().removeIf(String::isEmpty);
            if (!text.isEmpty()) {
                examples.add(new LinearTraining.Example(text, labels, false));
            }
        }
    }
}
