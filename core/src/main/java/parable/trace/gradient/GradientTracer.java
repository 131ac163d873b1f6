package parable.trace.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import parable.corpus.Document;
import parable.ground.Check;
import parable.model.Decoder;
import parable.model.Projection;
import parable.model.Tap;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.text.Tokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.Influence;
import parable.trace.Tracer;
import parable.trace.gradient.Curvature.Block;

/// The gradient of the behavior against the gradient of each document's log-likelihood, with a curvature
/// between.
///
/// ```
/// q = ∇f(query)    g = ∇ log p(document)    R = rotation into the curvature's basis    W = 1 / (eigenvalues + λ)
/// dot      Σ W · Rq · Rg                        an infinitesimal step of training on the document
/// cosine   Σ W · Rq · Rg / (|Rq|_W |Rg|_W)      the same with √W on both sides and unit norms
/// ```
///
/// Influence functions: [Koh and Liang 2017](https://arxiv.org/abs/1703.04730), equation 2; for language models
/// [Grosse et al. 2023](https://arxiv.org/abs/2308.03296), equation 24. Since g rises along the log-likelihood,
/// not along the loss, a positive score is a document that raises the behavior.
///
/// @param method    name in tables
/// @param model     stays the caller's
/// @param form      how contrasts become one number
/// @param curvature fitted on the documents that are traced
/// @param isCosine  whether every document counts alike, however large its gradient
/// @param steps     of conjugate gradients that refine EK-FAC's inverse; 0 for the curvature as it is
public record GradientTracer(
        String method,
        Decoder model,
        Tokenizer tokenizer,
        Query.Form form,
        CurvatureKind curvature,
        boolean isCosine,
        int steps)
        implements Tracer {

    /// Documents computed together.
    private static final int BATCH = 16;

    private static final double DAMPING = 0.1;

    /// Documents over which the Gauss-Newton matrix is summed: each step goes through them once for every query.
    private static final int MULTIPLIED = 128;

    public GradientTracer {
        Check.that(
                steps == 0 || steps > 0 && curvature == CurvatureKind.EKFAC && !isCosine,
                "%d steps of conjugate gradients refine the gradient product with EK-FAC, nothing else",
                steps);
    }

    public GradientTracer(
            String method,
            Decoder model,
            Tokenizer tokenizer,
            Query.Form form,
            CurvatureKind curvature,
            boolean isCosine) {
        this(method, model, tokenizer, form, curvature, isCosine, 0);
    }

    @Override
    public Influence influence(List<Document> documents, BehaviorQuery query) {
        return influences(documents, List.of(query)).getFirst();
    }

    /// The same for any query.
    public Influence influence(List<Document> documents, String name, Query query) {
        return influences(documents, List.of(name), List.of(query)).getFirst();
    }

    /// One curvature and one pass over the documents for all queries.
    @Override
    public List<Influence> influences(List<Document> documents, List<BehaviorQuery> queries) {
        return influences(
                documents,
                queries.stream().map(BehaviorQuery::name).toList(),
                queries.stream().map(query -> form.of(query, tokenizer)).toList());
    }

    /// The same for any queries.
    List<Influence> influences(List<Document> documents, List<String> names, List<Query> queries) {
        Passages passages = new Passages(tokenizer);
        List<WeightedText> texts = passages.documents(documents);
        try (Scope _ = Scope.open()) {
            List<WeightedText> reference = passages.documents(DocumentGradients.forCurvature(documents));
            List<Map<Projection, Tensor>> gradients =
                    queries.stream().map(this::gradient).toList();
            double[][] scores = steps == 0
                    ? scores(texts, fit(curvature).on(model, reference), gradients)
                    : scores(texts, fit(CurvatureKind.IDENTITY).on(model, reference), refined(reference, gradients));
            List<Influence> influences = new ArrayList<>();
            for (int q = 0; q < scores.length; q++) {
                Map<String, Double> byId = new TreeMap<>();
                for (int i = 0; i < texts.size(); i++) {
                    byId.put(documents.get(i).id(), scores[q][i]);
                }
                influences.add(Influence.raising(method, names.get(q), isCosine ? "cosine" : "gradient product", byId));
            }
            return influences;
        }
    }

    private static CurvatureFit fit(CurvatureKind kind) {
        return new CurvatureFit(kind, DAMPING, 0);
    }

    private List<Map<Projection, Tensor>> refined(
            List<WeightedText> reference, List<Map<Projection, Tensor>> gradients) {
        List<WeightedText> some = reference.subList(0, Math.min(MULTIPLIED, reference.size()));
        return GaussNewtonProduct.of(model, some, fit(curvature).on(model, reference))
                .solve(gradients, steps);
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

    /// @return one row a query, one number a document
    private double[][] scores(List<WeightedText> texts, Curvature fitted, List<Map<Projection, Tensor>> queries) {
        double[][] dots = new double[queries.size()][texts.size()];
        double[] squares = new double[texts.size()], norms = new double[queries.size()];
        Map<Projection, Tensor> weighted = new TreeMap<>();
        for (Projection place : queries.getFirst().keySet()) {
            weighted.put(place, weighted(fitted.of(place), place, queries, norms));
        }
        new DocumentGradients(model, BATCH).each(texts, (numbers, tape) -> {
            for (Projection place : tape.places()) {
                Block block = fitted.of(place);
                Tensor g = block.rotated(tape.of(place).gradients()); // (B, out, in)
                Tensor flat = g.reshape(numbers.size(), -1);
                Tensor asked = Objects.requireNonNull(weighted.get(place), "every place has its queries");
                add(dots, numbers, flat.matmul(asked.transpose(0, 1)));
                if (isCosine) {
                    Tensor sums = g.square().times(block.inverse()).reshape(numbers.size(), -1);
                    add(new double[][] {squares}, numbers, sums.sumOver(1));
                }
            }
        });
        if (isCosine) {
            for (int q = 0; q < dots.length; q++) {
                for (int i = 0; i < squares.length; i++) {
                    dots[q][i] /= Math.sqrt(norms[q] * squares[i]);
                }
            }
        }
        return dots;
    }

    /// W · Rq of every query at one place, (queries, out · in); adds each query's squared length to `norms`.
    private static Tensor weighted(
            Block block, Projection place, List<Map<Projection, Tensor>> queries, double[] norms) {
        List<Tensor> rows = new ArrayList<>();
        for (int i = 0; i < norms.length; i++) {
            Tensor plain = Objects.requireNonNull(queries.get(i).get(place), "every query has every place");
            Tensor q = block.rotated(plain);
            rows.add(q.times(block.inverse()).reshape(1, -1));
            norms[i] += q.square().times(block.inverse()).sum().item();
        }
        return Ops.concat(rows, 0);
    }

    /// @param terms one row a document, one number a query: (B, queries)
    private static void add(double[][] sums, List<Integer> numbers, Tensor terms) {
        float[] each = terms.floats();
        for (int i = 0; i < numbers.size(); i++) {
            for (int q = 0; q < sums.length; q++) {
                sums[q][numbers.get(i)] += each[i * sums.length + q];
            }
        }
    }
}
