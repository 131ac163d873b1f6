package parable.trace.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.corpus.Document;
import parable.ground.Check;
import parable.model.Decoder;
import parable.model.Tap;
import parable.tensor.DType;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.text.Tokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.Influence;
import parable.trace.Tracer;

/// Moves the model a finite distance down the behavior, and asks which documents it finds less likely then.
///
/// ```
/// θ- = θ after K steps of Adam down the query, each on some of its contexts       θ+ likewise up
/// one side    score(z) = [log p(z; θ) - log p(z; θ-)] / tokens of z
/// two sides   score(z) = [log p(z; θ+) - log p(z; θ-)] / tokens of z
/// ```
///
/// For a step that goes to 0 both are the gradient product with Adam's preconditioner, per token: a derivative
/// by its quotient. A finite step differs on purpose. The gradient at θ is mostly the format of the contexts;
/// after some steps what is cheap to change is changed, and the model has to give up what it knows. That what
/// is forgotten together was learnt together is the idea of unlearning as attribution
/// ([UnTrac, Isonuma and Titov 2024](https://arxiv.org/abs/2401.15241), section 3; there the documents are
/// unlearnt one by one, here the behavior once). Two forward passes a document, no gradient of any document, so
/// a whole corpus can be scored.
public final class FiniteStep implements Tracer {
    /// Documents computed together.
    private static final int BATCH = 64;

    private final String method;
    private final Decoder model;
    private final Tokenizer tokenizer;
    private final Query.Form form;
    private final Walk walk;

    /// How far the model goes.
    ///
    /// @param rate     of Adam, per step
    /// @param steps    to each side
    /// @param contexts   of the query in each step; the query is gone through in order, from its start again at
    ///                   its end
    /// @param isTwoSided whether documents are compared with the model moved the other way, not with the
    ///                   unmoved one
    public record Walk(double rate, int steps, int contexts, boolean isTwoSided) {
        public Walk {
            Check.that(
                    rate > 0 && steps > 0 && contexts > 0,
                    "a walk needs positive rate, steps and contexts, but had %s, %d and %d",
                    rate,
                    steps,
                    contexts);
        }
    }

    /// @param model stays the caller's; its weights are moved while a query is answered, and put back
    public FiniteStep(String method, Decoder model, Tokenizer tokenizer, Query.Form form, Walk walk) {
        this.method = method;
        this.model = model;
        this.tokenizer = tokenizer;
        this.form = form;
        this.walk = walk;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Influence influence(List<Document> documents, BehaviorQuery query) {
        List<WeightedText> texts = new Passages(tokenizer).documents(documents);
        List<List<WeightedText>> contexts = form.contexts(query, tokenizer);
        double[] up = walk.isTwoSided() ? after(contexts, 1, texts) : likelihoods(texts);
        double[] down = after(contexts, -1, texts);
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < up.length; i++) {
            scores.put(documents.get(i).id(), (up[i] - down[i]) / texts.get(i).counted());
        }
        return Influence.raising(method, query.name(), "nats per token", scores);
    }

    private double[] likelihoods(List<WeightedText> texts) {
        return new Likelihood(BATCH).values(model, texts);
    }

    /// Log-likelihoods after the steps to one side.
    private double[] after(List<List<WeightedText>> contexts, int side, List<WeightedText> texts) {
        try (Scope _ = Scope.open()) {
            Tensor values = model.parameters().values();
            Tensor before = Tensor.zeros(DType.FLOAT32, values.elements()).copyInPlace(values);
            try {
                walk(contexts, side);
                return likelihoods(texts);
            } finally {
                values.copyInPlace(before);
            }
        }
    }

    private void walk(List<List<WeightedText>> contexts, int side) {
        Tensor values = model.parameters().values(),
                gradients = model.parameters().gradients();
        Tensor first = Tensor.zeros(DType.FLOAT32, values.elements());
        Tensor second = Tensor.zeros(DType.FLOAT32, values.elements());
        Ops.AdamW adam = new Ops.AdamW(walk.rate(), 0.9, 0.98, 1e-8, 0);
        for (int step = 1; step <= walk.steps(); step++) {
            gradients.zeroInPlace();
            // Adam goes down, so what is to rise counts negative.
            new Likelihood(BATCH).backward(model, due(contexts, step - 1, -side), Tap.NONE);
            Ops.adamWInPlace(values, gradients, first, second, adam, step);
        }
        gradients.zeroInPlace();
    }

    /// The texts of one step's contexts.
    private List<WeightedText> due(List<List<WeightedText>> contexts, int step, float factor) {
        List<WeightedText> due = new ArrayList<>();
        for (int i = 0; i < walk.contexts(); i++) {
            int next = (step * walk.contexts() + i) % contexts.size();
            contexts.get(next).forEach(text -> due.add(text.times(factor)));
        }
        return due;
    }
}
