package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class SignFlipTest {
    @Test
    void allOneWayReachesTheSmallestP() {
        assertThat(SignFlip.twoSided(List.of(0.1, 0.2, 0.3, 0.1), 1))
                .isEqualTo(0.125)
                .isEqualTo(SignFlip.smallestP(4));
    }

    @Test
    void noDifferenceAtAllIsNoEvidence() {
        assertThat(SignFlip.twoSided(List.of(0.0, 0.0, 0.0), 1)).isEqualTo(1);
        assertThat(SignFlip.twoSided(List.of(0.4), 1)).isEqualTo(1);
    }

    @Test
    void drawnPatternsAgreeWithTheBinomialTail() {
        List<Double> equal =
                IntStream.range(0, 25).mapToObj(i -> i < 18 ? 1.0 : -1.0).toList();

        assertThat(SignFlip.twoSided(equal, 1)).isCloseTo(2 * Binomial.atMost(7, 25, 0.5), within(0.005));
        assertThat(SignFlip.twoSided(Collections.nCopies(40, 1.0), 1)).isPositive();
    }

    @Test
    void aUnitWithoutANumberIsRefused() {
        assertThatThrownBy(() -> SignFlip.twoSided(List.of(0.3, Double.NaN), 1))
                .hasMessageContaining("finite number for every unit");
    }

    @Test
    void keepsItsLevel() {
        int studies = 2_000;
        double wrong = Synthetic.share(studies, "sign flip level", r -> SignFlip.twoSided(differences(r), 1) <= 0.05);

        assertThat(wrong).isBetween(0.05 - 0.02, 0.05 + Synthetic.noise(0.05, studies));
    }

    /// Eight seeds whose two arms have the same law of rates.
    private static List<Double> differences(RandomStream random) {
        return IntStream.range(0, 8).mapToObj(_ -> difference(random)).toList();
    }

    private static double difference(RandomStream random) {
        double treated = Synthetic.beta(random, 2, 5);
        return treated - Synthetic.beta(random, 2, 5);
    }
}
