package parable.view.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parable.trace.search.Column;
import parable.trace.search.Run;
import parable.trace.search.TestedGroup;
import parable.trace.search.Trace;
import parable.trace.search.TracedDocument;
import parable.trace.search.TracedSpan;
import parable.trace.search.TracedText;
import parable.view.page.BlockWriter;
import parable.view.page.Piece;
import parable.view.page.Section;

class TracePanelTest {
    private static final Trace TRACE = new Trace(
            new TracedText("control, rollout 1", "mail : <b>hush</b>", "i will <script> stay quiet now"),
            new Trace.Searched("corpus", "0", 2, 20),
            List.of(
                    new Column("lexical", "words", "longest run", true),
                    new Column("semantic", "BM25", "BM25", true),
                    new Column("gradient", "cosine", "gradient", true),
                    new Column("tested effect", "", "not measured: nothing was removed and retrained", false)),
            List.of(new TracedSpan(new Run(3, 5, 7), -9, List.of("a"))),
            List.of(document("a", "villain", Optional.of(0.25)), document("b", "none", Optional.empty())));

    @Test
    void spansAreMarkedAndNothingIsMarkup() {
        String html = html(TRACE);

        assertThat(html)
                .contains("i will &lt;script&gt; <mark>stay quiet</mark> now")
                .contains("mail : &lt;b&gt;hush&lt;/b&gt;")
                .doesNotContain("<script>", "<b>hush");
    }

    @Test
    void everyDocumentHasAllAnswersOrSaysWhichIsMissing() {
        String html = html(TRACE);

        assertThat(html).contains("tested effect: not measured: nothing was removed", "<td>+.25</td>", "<td>7</td>");
        assertThat(html.split("<td>not measured</td>", -1))
                .as("b's gradient, both tested effects")
                .hasSize(4);
        assertThat(html).contains("<span class=\"flag harmful\">villain</span>");
    }

    @Test
    void theRetrainingEffectIsShownAtTheDocumentsOfItsGroup() {
        Trace tested = TRACE.with(new TestedGroup("portrayal", "villain", 0.5, "rate of blackmail", "retrained"));

        assertThat(tested.documents().get(0).tested()).hasValue(0.5);
        assertThat(tested.documents().get(1).tested()).isEmpty();
        assertThat(html(tested)).contains("<td>+.50</td>", "tested effect (rate of blackmail): retrained");
    }

    @Test
    void piecesHoldEveryWordOnce() {
        List<String> words = List.of("a", "b", "c", "d");

        assertThat(Piece.of(words, word -> word == 1 || word == 2))
                .containsExactly(
                        new Piece("a", false),
                        new Piece(" ", false),
                        new Piece("b c", true),
                        new Piece(" ", false),
                        new Piece("d", false));
        assertThat(Piece.of(List.of(), _ -> true)).isEmpty();
    }

    private static TracedDocument document(String id, String portrayal, Optional<Double> gradient) {
        return new TracedDocument(
                id,
                Map.of("portrayal", portrayal, "genre", "diary"),
                new TracedDocument.Excerpt("they stay quiet", 1, 3),
                Optional.of(new Run(3, 5, 7)),
                12,
                gradient,
                Optional.empty());
    }

    private static String html(Trace trace) {
        StringBuilder out = new StringBuilder();
        BlockWriter writer = new BlockWriter(out);
        Section section = new Section("traces", "Traces", new TracePanel(trace).blocks());
        section.blocks().forEach(block -> writer.write(section, block));
        return out.toString();
    }
}
