package parable.trace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.corpus.Document;
import parable.model.Decoder;
import parable.trace.BehaviorQuery;
import parable.trace.Influence;
import parable.trace.gradient.Query.Form;

class ManyQueriesTest {
    /// One pass over the documents answers what as many passes would, up to rounding of float32.
    @ParameterizedTest
    @CsvSource({"IDENTITY, false", "IDENTITY, true", "EKFAC, true"})
    void queriesAskedAtOnceAreAnsweredAsOneByOne(CurvatureKind kind, boolean isCosine) {
        List<Document> documents = TinyTraces.documents(12);
        List<BehaviorQuery> queries = List.of(
                TinyTraces.query(1), TinyTraces.query(3), TinyTraces.query(2).negated());
        try (Decoder model = TinyTraces.model()) {
            GradientTracer tracer = new GradientTracer("t", model, TinyTraces.TOKENIZER, Form.LOG_ODDS, kind, isCosine);

            List<Influence> together = tracer.influences(documents, queries);

            for (int q = 0; q < queries.size(); q++) {
                Influence alone = tracer.influence(documents, queries.get(q));
                double largest = alone.scores().values().stream()
                        .mapToDouble(Math::abs)
                        .max()
                        .orElseThrow();
                assertThat(together.get(q).query()).isEqualTo(alone.query());
                for (Document document : documents) {
                    assertThat(together.get(q).of(document.id()))
                            .isCloseTo(alone.of(document.id()), within(1e-5 * largest));
                }
            }
        }
    }
}
