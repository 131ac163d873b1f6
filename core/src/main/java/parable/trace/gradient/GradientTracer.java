package parable.trace.gradient;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.corpus.Document;
import parable.model.Decoder;
import parable.model.Projection;
import parable.model.Tap;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.text.Tokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.Influence;
import parable.trace.Tracer;
import parable.trace.gradient.Curvature.Block;

/// The gradient of the behavior against the gradient of each document's log-likelihood, with a curvature between.
///
/// ```
/// q = ∇f(query)    g = ∇ log p(document)    R = rotation into the curvature's basis    W = 1 / (eigenvalues + λ)
/// dot      Σ W · Rq · Rg                        an infinitesimal step of training on the document
/// cosine   Σ W · Rq · Rg / (|Rq|_W |Rg|_W)      the same with √W on both sides and unit norms
/// ```
///
/// Influence functions: [Koh and Liang 2017](https://arxiv.org/abs/1703.04730), equation 2; for language models [Grosse et
/// al. 2023](https://arxiv.org/abs/2308.03296), equation 24. Since g rises along the log-likelihood, not along the loss, a
/// positive score is a document that raises the behavior.
///
/// @param method    name in tables
/// @param model     stays the caller's
/// @param form      how contrasts become one number
/// @param curvature fitted on the documents that are traced
/// @param isCosine  whether every document counts alike, however large its gradient
public record GradientTracer(
        String method, Decoder model, Tokenizer tokenizer, Query.Form form, CurvatureKind curvature, boolean isCosine)
        implements Tracer {

    /// Documents computed together.
    private static final int BATCH = 16;

    /// Documents that the curvature is fitted on: the first so many.
    private static final int FITTED = 512;

    static final double DAMPING = 0.1;

    @Override
    public Influence influence(List<Document> documents, BehaviorQuery query) {
        return influence(documents, query.name(), form.of(query, tokenizer));
    }

    /// The same for any query.
    public Influence influence(List<Document> documents, String name, Query query) {
        List<WeightedText> texts = new Passages(tokenizer).documents(documents);
        try (Scope _ = Scope.open()) {
            Curvature fitted = new CurvatureFit(curvature, DAMPING, 0)
                    .on(model, texts.subList(0, Math.min(FITTED, texts.size())));
            double[] scores = scores(texts, fitted, gradient(query));
            Map<String, Double> byId = new TreeMap<>();
            for (int i = 0; i < scores.length; i++) {
                byId.put(documents.get(i).id(), scores[i]);
            }
            return Influence.raising(method, name, isCosine ? "cosine" : "gradient product", byId);
        }
    }

    /// ∇f by projection.
    private Map<Projection, Tensor> gradient(Query query) {
        model.parameters().gradients().zeroInPlace();
        query.backward(model, Tap.NONE);
        Map<Projection, Tensor> gradient = new TreeMap<>();
        for (Projection place : model.projections()) {
            gradient.put(place, model.gradient(place).times(1)); // the next backward pass overwrites the model's own
        }
        model.parameters().gradients().zeroInPlace();
        return gradient;
    }

    private double[] scores(List<WeightedText> texts, Curvature fitted, Map<Projection, Tensor> query) {
        double[] dots = new double[texts.size()], squares = new double[texts.size()];
        Map<Projection, Tensor> rotated = new TreeMap<>();
        double norm = 0;
        for (Map.Entry<Projection, Tensor> entry : query.entrySet()) {
            Block block = fitted.of(entry.getKey());
            Tensor q = block.rotated(entry.getValue());
            rotated.put(entry.getKey(), q.times(block.inverse()));
            norm += q.square().times(block.inverse()).sum().item();
        }
        new DocumentGradients(model, BATCH).each(texts, (numbers, tape) -> {
            for (Projection place : tape.places()) {
                Block block = fitted.of(place);
                Tensor g = block.rotated(tape.of(place).gradients()); // (B, out, in)
                add(dots, numbers, g.times(rotated.get(place)));
                if (isCosine) {
                    add(squares, numbers, g.square().times(block.inverse()));
                }
            }
        });
        for (int i = 0; isCosine && i < dots.length; i++) {
            dots[i] /= Math.sqrt(norm * squares[i]);
        }
        return dots;
    }

    /// Adds each document's sum over (out, in).
    private static void add(double[] sums, List<Integer> numbers, Tensor terms) {
        float[] each = terms.reshape(numbers.size(), -1).sumOver(1).floats();
        for (int i = 0; i < each.length; i++) {
            sums[numbers.get(i)] += each[i];
        }
    }
}
