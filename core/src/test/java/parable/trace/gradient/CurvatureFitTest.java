package parable.trace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import parable.model.Decoder;
import parable.model.Projection;
import parable.tensor.Scope;
import parable.tensor.Tensor;

class CurvatureFitTest {
    private static final double DAMPING = 0.1;

    private final List<WeightedText> texts = new Passages(TinyTraces.TOKENIZER).documents(TinyTraces.documents(12));

    /// A rotation changes no length, so the second moments add up to the same in both bases.
    @Test
    void ekfacAndTheDiagonalShareTheirTrace() {
        try (Decoder model = TinyTraces.model();
                Scope _ = Scope.open()) {
            CurvatureFit rotated = new CurvatureFit(CurvatureKind.EKFAC, DAMPING, 3);
            Curvature ekfac = rotated.on(model, texts);
            Curvature diagonal =
                    new CurvatureFit(CurvatureKind.DIAGONAL, DAMPING, 3).on(model, rotated.redrawn(model, texts));

            for (Projection place : model.projections()) {
                assertThat(trace(ekfac, place) / trace(diagonal, place)).isCloseTo(1, within(1e-3));
            }
        }
    }

    /// `Σ (eigenvalue + λ) / (1 + damping)`, λ being a share of the mean eigenvalue.
    private static double trace(Curvature curvature, Projection place) {
        Tensor inverse = curvature.of(place).inverse();
        return Tensor.full(1, inverse.dtype(), inverse.shape())
                        .over(inverse)
                        .sum()
                        .item()
                / (1 + DAMPING);
    }

    @Test
    void labelsAreDrawnFromTheModelAndDependOnTheSeedAlone() {
        try (Decoder model = TinyTraces.model()) {
            List<WeightedText> first = new CurvatureFit(CurvatureKind.KFAC, DAMPING, 3).redrawn(model, texts);
            List<WeightedText> again = new CurvatureFit(CurvatureKind.KFAC, DAMPING, 3).redrawn(model, texts);
            List<WeightedText> other = new CurvatureFit(CurvatureKind.KFAC, DAMPING, 4).redrawn(model, texts);

            for (int i = 0; i < texts.size(); i++) {
                assertThat(again.get(i).targets()).isEqualTo(first.get(i).targets());
                assertThat(first.get(i).tokens()).isEqualTo(texts.get(i).tokens());
            }
            assertThat(other)
                    .anySatisfy(text -> assertThat(text.targets())
                            .isNotEqualTo(first.get(other.indexOf(text)).targets()));
        }
    }

    @Test
    void plainGradientsAreMultipliedByOne() {
        try (Decoder model = TinyTraces.model();
                Scope _ = Scope.open()) {
            Curvature plain = new CurvatureFit(CurvatureKind.IDENTITY, DAMPING, 0).on(model, texts);

            for (Projection place : model.projections()) {
                assertThat(plain.of(place).inverse().floats()).containsOnly(1f);
            }
        }
    }
}
