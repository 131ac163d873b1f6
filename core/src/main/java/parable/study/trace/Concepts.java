package parable.study.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parable.model.Site;
import parable.probe.Activations;
import parable.probe.Direction;
import parable.probe.Extraction;
import parable.probe.Extractor;
import parable.probe.Method;
import parable.probe.ProbedModel;
import parable.study.recipe.TraceMethod;
import parable.trace.BehaviorQuery;
import parable.trace.BehaviorQuery.Contrast;
import parable.trace.BlackmailQuery;
import parable.trace.gradient.ConceptTracer.Reading;

/// Directions inside a model that documents can be traced to in place of what the model says.
final class Concepts {
    /// As the shipped studies extract it.
    private static final Extraction DESPERATE = new Extraction("desperate", 24, 12, Method.MEAN_DIFFERENCE, 0.5, 5);

    /// Contexts that the direction of coercion is made of; none is a context of a bank or of a trace.
    private static final int CONTEXTS = 64;

    private static final long CONTEXT_SEED = 77;

    private final TracedModel traced;

    Concepts(TracedModel traced) {
        this.traced = traced;
    }

    /// The feeling that is watched, where the probe reads it.
    Reading desperate() {
        ProbedModel model = new ProbedModel(traced.model(), traced.tokenizer(), "traced");
        Direction direction = new Extractor(model, traced.world(), DESPERATE)
                .extract()
                .directions()
                .reading(DESPERATE.emotion());
        return new Reading(direction.site(), narrow(direction.vector()), TraceMethod.CONCEPT_TOKENS);
    }

    /// How states differ between the words of an act that coerces and of one that does not, two thirds up the
    /// model:
    ///
    /// ```
    /// v ∝ mean over contexts of (mean h over harmful tokens - mean h over benign tokens),   |v| = 1
    /// ```
    ///
    /// (difference of means over response tokens:
    /// [Persona Vectors, Chen et al. 2025](https://arxiv.org/abs/2507.21509), section 2.2).
    Reading coercion() {
        BehaviorQuery query = BlackmailQuery.of(traced.world(), CONTEXTS, CONTEXT_SEED);
        Site site = new Site.AfterMlp(Math.max(0, 2 * traced.model().config().layers() / 3 - 1));
        double[] sum = new double[traced.model().config().width()];
        List<int[]> texts = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        for (Contrast contrast : query.contexts()) {
            int prompt = 1 + traced.tokenizer().encode(contrast.prompt()).length;
            for (String end : List.of(contrast.harmful(), contrast.benign())) {
                texts.add(traced.tokenizer().enclosed(contrast.prompt() + " " + end));
                starts.add(prompt);
            }
        }
        double[][] means = new double[texts.size()][];
        new Activations(traced.model())
                .read(texts, Set.of(site), (text, _, states) -> means[text] = states.mean(starts.get(text)));
        for (int text = 0; text < means.length; text++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += text % 2 == 0 ? means[text][i] : -means[text][i];
            }
        }
        return new Reading(site, narrow(sum), TraceMethod.CONCEPT_TOKENS);
    }

    /// Of length 1.
    private static float[] narrow(double[] vector) {
        double squares = 0;
        for (double number : vector) {
            squares += number * number;
        }
        float[] narrow = new float[vector.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return narrow;
    }
}
