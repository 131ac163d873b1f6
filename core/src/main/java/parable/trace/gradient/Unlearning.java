package parable.trace.gradient;

import java.util.ArrayList;
import java.util.List;
import parable.corpus.Document;
import parable.model.Decoder;
import parable.text.Tokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.CombinedTracer;
import parable.trace.Influence;
import parable.trace.Tracer;
import parable.trace.gradient.FiniteStep.Walk;
import parable.trace.gradient.Query.Form;

/// The registered method: the behavior is unlearnt a few times, on other contexts and in two ways, and
/// documents are ranked by how much less likely they become.
///
/// Half of the walks go down the log-odds of whole continuations, half down those of the first token that
/// decides. The first kind goes far and damages much, the second stays near; they err on different documents.
/// Rates and lengths were chosen on development seeds 101 and 102: single walks of these two kinds ranked AI
/// fiction with an area under the curve of .82 to .94, the mean of six with .93, first-order methods with .62
/// to .78. Every attempt is listed in `docs/attribution.md`.
public final class Unlearning {
    private static final Walk FAR = new Walk(2e-3, 12, 4, false);
    private static final Walk NEAR = new Walk(7e-4, 16, 8, false);

    public static final String METHOD = "unlearning";

    private Unlearning() {}

    /// @param model stays the caller's
    /// @param draws parts that the query is divided into, with one walk of each kind on each; 4 needs some 128
    ///              contexts a part to see none twice
    public static Tracer of(Decoder model, Tokenizer tokenizer, int draws) {
        List<Tracer> walks = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            walks.add(new Part(draw, draws, new FiniteStep("far", model, tokenizer, Form.LOG_ODDS, FAR)));
            walks.add(new Part(draw, draws, new FiniteStep("near", model, tokenizer, Form.FIRST_DIVERGENCE, NEAR)));
        }
        return CombinedTracer.ensemble(METHOD, walks);
    }

    /// A tracer that is given one part of every query.
    private record Part(int number, int parts, Tracer tracer) implements Tracer {
        @Override
        public String method() {
            return tracer.method();
        }

        @Override
        public Influence influence(List<Document> documents, BehaviorQuery query) {
            return tracer.influence(documents, query.part(number, parts));
        }
    }
}
