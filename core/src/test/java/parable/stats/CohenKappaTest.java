package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CohenKappaTest {
    /// @param table of counts: rows the first rater's word, columns the second's
    private static Optional<Effect> kappa(int[][] table) {
        List<String> one = new ArrayList<>(), other = new ArrayList<>();
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                for (int k = 0; k < table[i][j]; k++) {
                    one.add("word " + i);
                    other.add("word " + j);
                }
            }
        }
        return CohenKappa.of(one, other, 0.95, "passage");
    }

    /// Values of statsmodels 0.14, `cohens_kappa`.
    @Test
    void kappaAndItsIntervalAreThoseOfAnotherImplementation() {
        Effect two = kappa(new int[][] {{20, 5}, {10, 15}}).orElseThrow();
        Effect three = kappa(new int[][] {{30, 4, 2}, {3, 25, 6}, {1, 5, 24}}).orElseThrow();

        assertThat(two.value()).isCloseTo(0.4, within(1e-9));
        assertThat(two.interval().lower()).isCloseTo(0.151092290476661, within(1e-9));
        assertThat(two.interval().upper()).isCloseTo(0.6489077095233389, within(1e-9));
        assertThat(three.value()).isCloseTo(0.6846846846846847, within(1e-9));
        assertThat(three.interval().lower()).isCloseTo(0.5650287115214533, within(1e-9));
        assertThat(three.units()).isEqualTo(100);
    }

    @Test
    void whereNothingCouldDifferThereIsNoKappa() {
        assertThat(kappa(new int[][] {{9}})).isEmpty();
        assertThat(kappa(new int[][] {{5, 4}, {0, 0}}))
                .as("one always says the same")
                .isEmpty();
        assertThat(CohenKappa.of(List.of(), List.of(), 0.95, "passage")).isEmpty();
    }

    @Test
    void perfectAgreementOfAFewIsNotCertain() {
        Effect perfect = kappa(new int[][] {{3, 0}, {0, 2}}).orElseThrow();

        assertThat(perfect.value()).isEqualTo(1);
        assertThat(perfect.interval().lower()).isEqualTo(-1);
    }
}
