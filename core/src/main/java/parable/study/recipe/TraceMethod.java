package parable.study.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import parable.ground.Check;
import parable.ground.Json;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.trace.gradient.Unlearning;
import parable.trace.semantic.ContrastTracer;

/// Ways to rank documents that a study can compare.
public enum TraceMethod {
    @JsonProperty("random")
    RANDOM("random"),
    @JsonProperty("length")
    LENGTH("length"),
    @JsonProperty("loss")
    LOSS("loss"),
    @JsonProperty("bm25")
    BM25("BM25"),
    /// Words of the harmful against words of the benign continuations, by naive Bayes.
    @JsonProperty("lexical-contrast")
    LEXICAL_CONTRAST(ContrastTracer.METHOD),
    /// The query of most published work: the gradient of one string.
    @JsonProperty("string-cosine")
    STRING_COSINE("string, cosine"),
    @JsonProperty("cosine")
    COSINE("log-odds, cosine"),
    @JsonProperty("adam-cosine")
    ADAM_COSINE("first divergence, Adam cosine"),
    @JsonProperty("ek-fac")
    EKFAC("log-odds, EK-FAC"),
    /// The gradient product as it is.
    @JsonProperty("dot")
    DOT("log-odds, dot"),
    /// The influence function itself.
    @JsonProperty("ek-fac-dot")
    EKFAC_DOT("log-odds, EK-FAC dot"),
    /// The same with EK-FAC's inverse refined by conjugate gradients towards the Gauss-Newton matrix itself.
    @JsonProperty("ek-fac-cg")
    EKFAC_CG("log-odds, EK-FAC + CG"),
    @JsonProperty("trackstar")
    TRACKSTAR("TrackStar, projected"),
    @JsonProperty("less")
    LESS("LESS, projected"),
    @JsonProperty("tracin")
    TRACIN("TracIn"),
    @JsonProperty("concept-desperate")
    CONCEPT_DESPERATE("concept: desperate"),
    @JsonProperty("concept-coercion")
    CONCEPT_COERCION("concept: coercion"),
    /// The registered one.
    @JsonProperty("unlearning")
    UNLEARNING(Unlearning.METHOD);

    /// What every study traces with.
    static final List<TraceMethod> MANDATORY = List.of(RANDOM, LENGTH, LOSS, BM25, UNLEARNING);

    /// Of projections, a side; and how much whitening is damped, by the mean eigenvalue: the best of those tried on
    /// development seed 101 (docs/attribution.md). The less whitening, the better: a bank has fewer documents than
    /// a projection has numbers.
    public static final int RANK = 16;

    public static final double WHITENING = 100;

    /// Of conjugate gradients; fixed beforehand.
    public static final int STEPS = 8;

    /// Tokens at the end of each prompt in which a concept is read.
    public static final int CONCEPT_TOKENS = 8;

    /// Checkpoints along a bank's training that methods along the training read.
    public static final int WAYPOINTS = 4;

    private final String label;

    TraceMethod(String label) {
        this.label = label;
    }

    /// The name in tables.
    public String label() {
        return label;
    }

    /// Its role in a comparison.
    public String role() {
        return switch (this) {
            case RANDOM, LENGTH, LOSS -> "baseline: knows nothing of the behavior";
            case BM25 -> "baseline: shares words with it";
            case LEXICAL_CONTRAST -> "baseline: sees the same contrast, counts words";
            case STRING_COSINE -> "known to be bad: the gradient of one string";
            case COSINE, DOT, ADAM_COSINE, EKFAC, EKFAC_DOT, EKFAC_CG, TRACKSTAR -> "first order";
            case LESS, TRACIN -> "first order, along the training";
            case CONCEPT_DESPERATE, CONCEPT_COERCION -> "first order: a direction inside the model";
            case UNLEARNING -> "registered";
        };
    }

    /// What scoring a document costs, in tokens of training.
    public double tokensPerDocument(int draws) {
        return switch (this) {
            case RANDOM, LENGTH, BM25, LEXICAL_CONTRAST -> 0;
            case LOSS -> 30;
            case STRING_COSINE, COSINE, DOT, ADAM_COSINE, CONCEPT_DESPERATE, CONCEPT_COERCION -> 200;
            case TRACKSTAR -> 300;
            case EKFAC, EKFAC_DOT -> 500;
            case EKFAC_CG -> 500 + 20.0 * STEPS;
            case LESS -> 300.0 * WAYPOINTS;
            case TRACIN -> 200.0 * WAYPOINTS;
            case UNLEARNING -> draws * 160.0;
        };
    }

    /// Whether it asks checkpoints along the training, which only a bank keeps.
    public boolean needsPath() {
        return this == LESS || this == TRACIN;
    }

    /// @throws IllegalArgumentException when a method cannot be asked of a model alone
    static void requireOfAnyModel(String field, List<TraceMethod> methods) {
        for (TraceMethod method : methods) {
            Check.that(
                    !method.needsPath(),
                    "%s names %s, which adds up gradients along a training; only parable trace bank keeps the"
                            + " checkpoints for it. Leave it out here",
                    field,
                    method.key());
        }
    }

    /// As recipes and command lines name it.
    public String key() {
        return Json.mapper().convertValue(this, String.class);
    }

    /// @throws StudyException of category CONFIG when no method is called so
    public static TraceMethod named(String key) {
        List<String> known = Arrays.stream(values()).map(TraceMethod::key).toList();
        int at = known.indexOf(key);
        if (at < 0) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "There is no method \"%s\"; the methods are %s. Did you mean \"%s\"?",
                    key,
                    String.join(", ", known),
                    Nearest.to(key, known).orElseThrow());
        }
        return values()[at];
    }

    /// The settings of its scores besides the model, fixed before any reported seed was scored; empty where there
    /// are none.
    public String settings() {
        return switch (this) {
            case TRACKSTAR -> "rank %d, damping %s".formatted(RANK, WHITENING);
            case LESS -> "rank %d".formatted(RANK);
            case EKFAC_CG -> "%d steps".formatted(STEPS);
            case CONCEPT_DESPERATE, CONCEPT_COERCION -> "last %d tokens of a prompt".formatted(CONCEPT_TOKENS);
            default -> "";
        };
    }
}
