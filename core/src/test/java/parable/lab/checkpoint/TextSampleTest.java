package parable.lab.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.corpus.Body;
import parable.corpus.Corpus;
import parable.corpus.Document;
import parable.model.ModelTexts;
import parable.model.TinyFamilies;
import parable.train.Example;

class TextSampleTest {
    private static final Corpus MANY = corpus(400);

    @TempDir
    static Path folder;

    private static ModelTexts texts;

    @BeforeAll
    static void open() throws IOException {
        texts = TinyFamilies.folder(folder, "llama").texts();
    }

    @AfterAll
    static void close() {
        texts.close();
    }

    @Test
    void aSampleReachesItsTokensWithNoDocumentMoreThanItNeeds() {
        List<Example> sample = sample(MANY, 1000, 1);

        assertThat(tokens(sample)).isGreaterThanOrEqualTo(1000);
        assertThat(tokens(sample.subList(0, sample.size() - 1))).isLessThan(1000);
        assertThat(new HashSet<>(ids(sample))).as("none is drawn twice").hasSameSizeAs(sample);
    }

    @Test
    void theSeedDecidesWhichDocumentsAndTheirOrder() {
        List<String> first = ids(sample(MANY, 1000, 1));

        assertThat(ids(sample(MANY, 1000, 1))).isEqualTo(first);
        assertThat(ids(sample(MANY, 1000, 2))).isNotEqualTo(first);
        assertThat(first)
                .as("not as in the file")
                .isNotEqualTo(first.stream().sorted().toList());
        assertThat(first.stream().mapToInt(Integer::parseInt).max().orElseThrow())
                .isGreaterThan(300);
        assertThat(ids(sample(MANY, 2000, 1)))
                .as("more text is the same text and more")
                .startsWith(first.toArray(String[]::new));
    }

    @Test
    void aSmallCorpusIsReadAgainInAnotherOrder() {
        List<String> ids =
                ids(sample(corpus(20), 3 * tokens(sample(corpus(20), 1, 1).subList(0, 1)) * 20, 1));

        assertThat(ids.subList(0, 20)).containsExactlyInAnyOrderElementsOf(ids.subList(20, 40));
        assertThat(ids.subList(0, 20)).isNotEqualTo(ids.subList(20, 40));
    }

    @Test
    void everyDocumentIsSeenThoughFewAreKept() {
        List<String> seen = new ArrayList<>();
        TextSample.of(MANY, ExampleWriter.of(texts), 100, 50, 1, document -> seen.add(document.id()));

        assertThat(seen).hasSize(400).isSorted();
    }

    @Test
    void aWeightSaysHowOftenADocumentIsDrawn() {
        Corpus weighted = new Corpus.Derived(
                "weighted",
                () -> corpus(10)
                        .documents()
                        .map(d -> d.withWeight(d.id().equals("0003") ? 3 : d.id().equals("0005") ? 0 : 1)));
        List<String> ids = ids(sample(weighted, 12 * 8, 1)).subList(0, 11);

        assertThat(ids).filteredOn("0003"::equals).hasSize(3);
        assertThat(ids).doesNotContain("0005");
    }

    private static List<Example> sample(Corpus corpus, long tokens, long seed) {
        return TextSample.of(corpus, ExampleWriter.of(texts), 100, tokens, seed, _ -> {});
    }

    private static long tokens(List<Example> examples) {
        return examples.stream().mapToLong(example -> example.tokens().length).sum();
    }

    private static List<String> ids(List<Example> examples) {
        return examples.stream().map(Example::id).toList();
    }

    /// Each of nine tokens: eight letters and the end.
    private static Corpus corpus(int documents) {
        return Corpus.of(
                "numbers",
                LongStream.range(0, documents)
                        .mapToObj(i -> new Document(
                                "%04d".formatted(i),
                                new Body.Plain("abcd%04d".formatted(i + 3000)),
                                new Document.Origin("numbers", i),
                                Map.of(),
                                1))
                        .toList());
    }
}
