package parable.study.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import parable.model.Decoder;
import parable.study.recipe.Methods;
import parable.study.recipe.TraceMethod;
import parable.trace.CombinedTracer;
import parable.trace.CombinedTracer.Share;
import parable.trace.Tracer;
import parable.trace.gradient.Baselines;
import parable.trace.gradient.ConceptTracer;
import parable.trace.gradient.ConceptTracer.Reading;
import parable.trace.gradient.CurvatureKind;
import parable.trace.gradient.GradientTracer;
import parable.trace.gradient.ProjectedTracer;
import parable.trace.gradient.ProjectedTracer.Sketch;
import parable.trace.gradient.Query.Form;
import parable.trace.gradient.Unlearning;
import parable.trace.semantic.ContrastTracer;
import parable.trace.semantic.WordTracer;

/// Makes the tracers that a recipe names, for one model.
public final class Tracers {
    private Tracers() {}

    /// @param traced that read the documents
    /// @param random how many rankings by chance
    /// @param texts  what a method that compares text with text searches for; empty for the query itself
    public static List<Tracer> of(Methods methods, TracedModel traced, int random, List<String> texts) {
        List<Tracer> tracers = new ArrayList<>();
        for (TraceMethod name : methods.names()) {
            if (name == TraceMethod.BM25) {
                tracers.add(new WordTracer(texts));
            } else if (name != TraceMethod.RANDOM) {
                tracers.add(of(name, traced, methods.draws(), Methods.SEED));
            }
        }
        for (int draw = 1; draw <= random; draw++) {
            tracers.add(Baselines.random(Methods.RANDOM + " " + draw, draw));
        }
        return tracers;
    }

    /// Whether a method's scores are the same for every query.
    public static boolean isBlind(Tracer tracer) {
        String name = tracer.method();
        return name.startsWith(Methods.RANDOM)
                || name.equals(TraceMethod.LENGTH.label())
                || name.equals(TraceMethod.LOSS.label());
    }

    /// @param seed of whatever is random in it
    public static Tracer of(TraceMethod method, TracedModel traced, int draws, long seed) {
        String label = method.label();
        return switch (method) {
            case RANDOM -> Baselines.random(label, seed);
            case LENGTH -> Baselines.length(traced.tokenizer());
            case LOSS -> Baselines.loss(traced.model(), traced.tokenizer());
            case BM25 -> new WordTracer(List.of());
            case LEXICAL_CONTRAST -> new ContrastTracer();
            case STRING_COSINE -> gradient(label, traced, Form.STRING, CurvatureKind.IDENTITY, true);
            case COSINE -> gradient(label, traced, Form.LOG_ODDS, CurvatureKind.IDENTITY, true);
            case DOT -> gradient(label, traced, Form.LOG_ODDS, CurvatureKind.IDENTITY, false);
            case ADAM_COSINE -> gradient(label, traced, Form.FIRST_DIVERGENCE, CurvatureKind.SECOND_MOMENT, true);
            case EKFAC -> gradient(label, traced, Form.LOG_ODDS, CurvatureKind.EKFAC, true);
            case EKFAC_DOT -> gradient(label, traced, Form.LOG_ODDS, CurvatureKind.EKFAC, false);
            case EKFAC_CG ->
                new GradientTracer(
                        label,
                        traced.model(),
                        traced.tokenizer(),
                        Form.LOG_ODDS,
                        CurvatureKind.EKFAC,
                        false,
                        TraceMethod.STEPS);
            case TRACKSTAR ->
                projected(
                        label, traced, traced.model(), Sketch.whitened(TraceMethod.RANK, TraceMethod.WHITENING), seed);
            case LESS ->
                along(label, traced, point -> projected(label, traced, point, Sketch.plain(TraceMethod.RANK), seed));
            case TRACIN ->
                along(
                        label,
                        traced,
                        point -> new GradientTracer(
                                label, point, traced.tokenizer(), Form.LOG_ODDS, CurvatureKind.IDENTITY, false));
            case CONCEPT_DESPERATE -> concept(label, traced, new Concepts(traced).desperate());
            case CONCEPT_COERCION -> concept(label, traced, new Concepts(traced).coercion());
            case UNLEARNING -> Unlearning.of(traced.model(), traced.tokenizer(), draws);
        };
    }

    private static Tracer gradient(
            String label, TracedModel traced, Form form, CurvatureKind curvature, boolean isCosine) {
        return new GradientTracer(label, traced.model(), traced.tokenizer(), form, curvature, isCosine);
    }

    private static Tracer projected(String label, TracedModel traced, Decoder model, Sketch sketch, long seed) {
        return new ProjectedTracer(label, model, traced.tokenizer(), Form.LOG_ODDS, sketch, seed);
    }

    private static Tracer concept(String label, TracedModel traced, Reading reading) {
        return new ConceptTracer(label, traced.model(), traced.tokenizer(), reading);
    }

    /// Σ over waypoints of rate · score.
    private static Tracer along(String label, TracedModel traced, Function<Decoder, Tracer> method) {
        return CombinedTracer.sum(
                label,
                traced.path().stream()
                        .map(point -> new Share(point.rate(), method.apply(point.model())))
                        .toList());
    }
}
