package parable.trace.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.model.Projection;
import parable.model.Tap;
import parable.tensor.DType;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.trace.gradient.Curvature.Block;

/// Fits a curvature on reference documents.
///
/// For [CurvatureKind#KFAC] and [CurvatureKind#EKFAC] the labels are drawn from the model, which makes the
/// Fisher matrix the Gauss-Newton matrix ([Martens 2014](https://arxiv.org/abs/1412.1193), section 9.2); the
/// others take the second moments of the documents as they are, as an optimizer does. A document counts as one
/// observation: `A` is a mean over tokens, `S` a sum over the tokens of a document, as if tokens were
/// independent.
///
/// @param damping λ as a share of the mean eigenvalue; 0.1 as in
///                [Grosse et al. 2023](https://arxiv.org/abs/2308.03296), section 3.3.
///                [CurvatureKind#SECOND_MOMENT] adds the same share of the root of the mean second moment
/// @param seed    of the drawn labels
record CurvatureFit(CurvatureKind kind, double damping, long seed) {
    private static final int BATCH = 16;

    CurvatureFit {
        Check.that(damping > 0, "damping is a positive share of the mean eigenvalue, but was %s", damping);
    }

    /// @return in the scope that is open now
    Curvature on(Decoder model, List<WeightedText> documents) {
        Check.that(!documents.isEmpty(), "curvature is fitted on documents; give one or more");
        boolean drawn = kind == CurvatureKind.KFAC || kind == CurvatureKind.EKFAC;
        List<WeightedText> texts = drawn ? redrawn(model, documents) : documents;
        DocumentGradients gradients = new DocumentGradients(model, BATCH);
        Map<Projection, KroneckerFactor> bases = drawn ? factors(gradients, texts) : Map.of();
        Map<Projection, Tensor> moments =
                kind == CurvatureKind.KFAC ? products(bases) : moments(gradients, texts, bases);
        Map<Projection, Block> blocks = new TreeMap<>();
        moments.forEach((place, moment) ->
                blocks.put(place, new Block(Optional.ofNullable(bases.get(place)), inverse(moment), lambda(moment))));
        return new Curvature(blocks);
    }

    private Tensor inverse(Tensor moment) {
        return switch (kind) {
            case IDENTITY -> Tensor.full(1, DType.FLOAT32, moment.shape());
            case SECOND_MOMENT -> reciprocal(moment.sqrt().plus(lambda(moment)));
            case DIAGONAL, KFAC, EKFAC -> reciprocal(moment.plus(lambda(moment)));
        };
    }

    private double lambda(Tensor moment) {
        double mean = moment.mean().item();
        return switch (kind) {
            case IDENTITY -> 0;
            case SECOND_MOMENT -> damping * Math.sqrt(mean);
            case DIAGONAL, KFAC, EKFAC -> damping * mean;
        };
    }

    private static Tensor reciprocal(Tensor x) {
        return Tensor.full(1, DType.FLOAT32, x.shape()).over(x);
    }

    private static Map<Projection, Tensor> products(Map<Projection, KroneckerFactor> bases) {
        Map<Projection, Tensor> products = new TreeMap<>();
        bases.forEach((place, basis) -> products.put(place, basis.product()));
        return products;
    }

    /// Mean squares of the documents' gradients, in the basis where there is one.
    private Map<Projection, Tensor> moments(
            DocumentGradients gradients, List<WeightedText> texts, Map<Projection, KroneckerFactor> bases) {
        Map<Projection, Tensor> moments = sums(gradients.model(), shape -> shape);
        gradients.each(texts, (_, tape) -> {
            for (Projection place : tape.places()) {
                Tensor plain = tape.of(place).gradients();
                KroneckerFactor basis = bases.get(place);
                Tensor squares = (basis == null ? plain : basis.rotated(plain)).square();
                add(moments, place, squares.sumOver(0).over(texts.size()));
            }
        });
        return moments;
    }

    private Map<Projection, KroneckerFactor> factors(DocumentGradients gradients, List<WeightedText> texts) {
        Map<Projection, Tensor> inputs = sums(gradients.model(), shape -> new long[] {shape[1], shape[1]});
        Map<Projection, Tensor> outputs = sums(gradients.model(), shape -> new long[] {shape[0], shape[0]});
        double tokens = texts.stream().mapToInt(WeightedText::counted).sum();
        gradients.each(texts, (numbers, tape) -> {
            Tensor counts = counts(numbers.stream().map(texts::get).toList());
            for (Projection place : tape.places()) {
                GradientTape.Sides sides = tape.of(place);
                add(inputs, place, squared(sides.input().times(counts)).over(tokens));
                add(outputs, place, squared(sides.outputGradient()).over(texts.size()));
            }
        });
        Map<Projection, KroneckerFactor> factors = new TreeMap<>();
        inputs.forEach((place, input) ->
                factors.put(place, KroneckerFactor.of(input, Objects.requireNonNull(outputs.get(place)))));
        return factors;
    }

    /// Zeros for every projection, in the scope that is open now.
    private static Map<Projection, Tensor> sums(Decoder model, UnaryOperator<long[]> shape) {
        Map<Projection, Tensor> sums = new TreeMap<>();
        for (Projection place : model.projections()) {
            sums.put(
                    place,
                    Tensor.zeros(
                            DType.FLOAT32, shape.apply(model.gradient(place).shape())));
        }
        return sums;
    }

    private static void add(Map<Projection, Tensor> sums, Projection place, Tensor term) {
        Tensor sum = Objects.requireNonNull(sums.get(place));
        sum.copyInPlace(sum.plus(term));
    }

    /// `Σ x xᵀ` over all rows and tokens.
    private static Tensor squared(Tensor x) {
        Tensor flat = x.reshape(-1, x.size(2));
        return flat.transpose(0, 1).matmul(flat);
    }

    /// 1 where a position predicts a token that counts, (B, T, 1): padding is no observation.
    private static Tensor counts(List<WeightedText> texts) {
        int T = texts.stream().mapToInt(text -> text.tokens().length - 1).max().orElseThrow();
        float[] counts = new float[texts.size() * T];
        for (int b = 0; b < texts.size(); b++) {
            float[] weights = texts.get(b).weights();
            for (int t = 1; t < weights.length; t++) {
                counts[b * T + t - 1] = weights[t] == 0 ? 0 : 1;
            }
        }
        return Tensor.of(counts, texts.size(), T, 1);
    }

    /// The same texts with every target drawn from the model, given the tokens that really stand before it.
    /// Each text has a random stream of its own, keyed by its tokens, so that the order of the texts leaves no
    /// trace.
    List<WeightedText> redrawn(Decoder model, List<WeightedText> texts) {
        List<WeightedText> drawn = new ArrayList<>(texts);
        int V = model.config().vocabulary();
        for (int i = 0; i < texts.size(); i++) {
            WeightedText text = texts.get(i);
            float[] chances = chances(model, text.tokens());
            RandomStream random = RandomStream.of(seed, "labels of the Fisher matrix", Arrays.hashCode(text.tokens()));
            int[] targets = text.tokens().clone();
            for (int t = 1; t < targets.length; t++) {
                targets[t] = drawn(chances, (t - 1) * V, V, random);
            }
            drawn.set(i, new WeightedText(text.tokens(), targets, text.weights()));
        }
        return drawn;
    }

    private static float[] chances(Decoder model, int[] tokens) {
        try (Scope _ = Scope.open()) {
            return Ops.withoutGradients(() -> Ops.softmax(model.logits(Tensor.of(tokens, 1, tokens.length), Tap.NONE))
                    .floats());
        }
    }

    private static int drawn(float[] chances, int from, int count, RandomStream random) {
        double left = random.uniform();
        int token = 0;
        while (token < count - 1 && (left -= chances[from + token]) >= 0) {
            token++;
        }
        return token;
    }
}
