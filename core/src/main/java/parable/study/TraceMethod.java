package parable.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import parable.model.Decoder;
import parable.text.Tokenizer;
import parable.trace.Tracer;
import parable.trace.gradient.Baselines;
import parable.trace.gradient.CurvatureKind;
import parable.trace.gradient.GradientTracer;
import parable.trace.gradient.Query.Form;
import parable.trace.gradient.Unlearning;
import parable.trace.semantic.WordTracer;

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
    /// The query of most published work: the gradient of one string.
    @JsonProperty("string-cosine")
    STRING_COSINE("string, cosine"),
    @JsonProperty("cosine")
    COSINE("log-odds, cosine"),
    @JsonProperty("adam-cosine")
    ADAM_COSINE("first divergence, Adam cosine"),
    @JsonProperty("ek-fac")
    EKFAC("log-odds, EK-FAC"),
    /// The registered one.
    @JsonProperty("unlearning")
    UNLEARNING(Unlearning.METHOD);

    /// What every study traces with.
    static final List<TraceMethod> MANDATORY = List.of(RANDOM, LENGTH, LOSS, BM25, UNLEARNING);

    private final String label;

    TraceMethod(String label) {
        this.label = label;
    }

    /// As it stands in tables.
    public String label() {
        return label;
    }

    /// What it stands in a comparison for.
    public String role() {
        return switch (this) {
            case RANDOM, LENGTH, LOSS -> "baseline: knows nothing of the behavior";
            case BM25 -> "baseline: shares words with it";
            case STRING_COSINE -> "known to be bad: the gradient of one string";
            case COSINE, ADAM_COSINE, EKFAC -> "first order";
            case UNLEARNING -> "registered";
        };
    }

    /// What scoring a document costs, in tokens of training.
    double tokensPerDocument(int draws) {
        return switch (this) {
            case RANDOM, LENGTH, BM25 -> 0;
            case LOSS -> 30;
            case STRING_COSINE, COSINE, ADAM_COSINE -> 200;
            case EKFAC -> 500;
            case UNLEARNING -> draws * 160.0;
        };
    }

    /// @param model stays the caller's
    /// @param seed  of whatever is random in it
    Tracer tracer(Decoder model, Tokenizer tokenizer, int draws, long seed) {
        return switch (this) {
            case RANDOM -> Baselines.random(label, seed);
            case LENGTH -> Baselines.length(tokenizer);
            case LOSS -> Baselines.loss(model, tokenizer);
            case BM25 -> new WordTracer(List.of());
            case STRING_COSINE ->
                new GradientTracer(label, model, tokenizer, Form.STRING, CurvatureKind.IDENTITY, true);
            case COSINE -> new GradientTracer(label, model, tokenizer, Form.LOG_ODDS, CurvatureKind.IDENTITY, true);
            case ADAM_COSINE ->
                new GradientTracer(label, model, tokenizer, Form.FIRST_DIVERGENCE, CurvatureKind.SECOND_MOMENT, true);
            case EKFAC -> new GradientTracer(label, model, tokenizer, Form.LOG_ODDS, CurvatureKind.EKFAC, true);
            case UNLEARNING -> Unlearning.of(model, tokenizer, draws);
        };
    }
}
