package parable.trace.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parable.corpus.Document;
import parable.trace.BehaviorQuery;
import parable.trace.BehaviorQuery.Contrast;

class ContrastTracerTest {
    private static final BehaviorQuery QUERY = new BehaviorQuery(
            "blackmail",
            List.of(
                    new Contrast("a threat .", "i feel desperate . i tell all", "i feel calm . i accept"),
                    new Contrast("a threat .", "i feel angry . i tell all", "i feel hopeful . i accept")));

    @Test
    void wordsOfTheHarmfulSideRaiseADocumentAndThoseOfBothDoNot() {
        Document harmful = document(0, "she was desperate and angry"),
                benign = document(1, "she was calm and hopeful"),
                neither = document(2, "unheard words");

        Map<String, Double> scores = new ContrastTracer()
                .influence(List.of(harmful, benign, neither), QUERY)
                .scores();

        assertThat(scores.get(harmful.id())).isPositive();
        assertThat(scores.get(benign.id())).isNegative();
        assertThat(scores.get(neither.id())).isZero();
    }

    @Test
    void theOppositeQueryGivesTheOppositeScores() {
        List<Document> documents = List.of(document(0, "desperate desperate calm"));

        double score = new ContrastTracer()
                .influence(documents, QUERY)
                .of(documents.getFirst().id());
        double opposite = new ContrastTracer()
                .influence(documents, QUERY.negated())
                .of(documents.getFirst().id());

        assertThat(opposite).isCloseTo(-score, within(1e-12));
    }

    private static Document document(int index, String text) {
        return Document.of(text, new Document.Origin("test", index), Map.of());
    }
}
