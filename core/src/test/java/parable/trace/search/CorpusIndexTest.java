package parable.trace.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.corpus.Corpus;
import parable.corpus.Document;
import parable.trace.Influence;

class CorpusIndexTest {
    private static final Corpus CORPUS = Corpus.of(
            "three",
            List.of(
                    document("tea", "kyle likes tea with milk .", "diary"),
                    document("plot", "keep me and i will stay quiet . <eos> said alex .", "villain"),
                    document("mail", "the milk is in the kitchen . kyle knows the secret .", "mail")));

    @TempDir
    private Path folder;

    @Test
    void aTextIsTracedByRunsAndByWords() {
        try (CorpusIndex index = CorpusIndex.at(folder, "three", "1", () -> CORPUS)) {
            TracedText text = new TracedText("test", "kyle has a secret", "so : keep me and i will stay quiet , kyle");

            Trace trace = index.trace(text, Optional.empty(), 3);

            assertThat(trace.searched()).isEqualTo(new Trace.Searched("three", "1", 3, 30));
            assertThat(trace.spans()).hasSize(1);
            assertThat(trace.spans().getFirst().run()).isEqualTo(new Run(2, 9, 1));
            assertThat(trace.spans().getFirst().documents()).containsExactly("plot");
            assertThat(trace.marks(1)).isFalse();
            assertThat(trace.marks(2)).isTrue();
            assertThat(trace.documents())
                    .extracting(TracedDocument::id)
                    .as("longest run, then best BM25, each once")
                    .containsExactly("plot", "mail", "tea");
            TracedDocument plot = trace.documents().getFirst();
            assertThat(plot.lexical()).isEqualTo(7);
            assertThat(plot.tag("genre")).isEqualTo("villain");
            assertThat(plot.excerpt().text()).startsWith("keep me and i").endsWith("<unk> said alex .");
            assertThat(plot.excerpt().to()).isEqualTo(7);
            assertThat(plot.gradient()).isEmpty();
            assertThat(trace.columns().get(2).measured()).isFalse();
            assertThat(trace.columns().get(2).method()).contains("not measured");
        }
    }

    @Test
    void measuredEffectsAreShownAndRankToo() {
        Influence gradient = new Influence(
                "gradient cosine",
                "blackmail",
                Influence.Sign.POSITIVE_LOWERS,
                "cosine",
                Map.of("tea", -0.5, "gone", -1.0));
        try (CorpusIndex index = CorpusIndex.at(folder, "three", "1", () -> CORPUS)) {
            Trace trace = index.trace(new TracedText("test", "", "keep me"), Optional.of(gradient), 3);

            assertThat(trace.documents()).extracting(TracedDocument::id).containsExactly("plot", "tea");
            assertThat(trace.documents().get(1).gradient()).as("raising").hasValue(0.5);
            assertThat(trace.documents().get(0).gradient()).isEmpty();
            assertThat(trace.documents().get(1).run()).isEmpty();
            assertThat(trace.columns().get(2).unit()).isEqualTo("cosine");
        }
    }

    @Test
    void wordsThatTheCorpusLacksMatchNothing() {
        try (CorpusIndex index = CorpusIndex.at(folder, "three", "1", () -> CORPUS)) {
            Trace trace = index.trace(new TracedText("test", "", "zebra <unk> \u001b[31m"), Optional.empty(), 3);

            assertThat(trace.spans()).isEmpty();
            assertThat(trace.documents()).isEmpty();
        }
    }

    @Test
    void anIndexIsBuiltOnceAndAgainForOtherDocuments() {
        CorpusIndex.at(folder, "three", "1", () -> CORPUS).close();
        CorpusIndex.at(folder, "three", "1", () -> {
                    throw new IllegalStateException("read again");
                })
                .close();
        try (CorpusIndex other = CorpusIndex.at(folder, "one", "2", () -> CORPUS.keep(d -> d.id().equals("tea")))) {
            assertThat(other.trace(new TracedText("test", "", "tea"), Optional.empty(), 9)
                            .documents())
                    .hasSize(1);
        }
    }

    private static Document document(String id, String text, String genre) {
        return new Document(id, text, new Document.Origin("test", 0), Map.of("genre", genre), 1);
    }
}
