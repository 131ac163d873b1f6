package parable.study.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import parable.stats.Decision;
import parable.stats.SeedSample;

/// Three seeds at .4, .5 and .6: standard error .1/√3, t(2) = 4.303 for 95 %.
class ClaimTestsTest {
    private static final double HALF_95 = 4.302653 * 0.1 / Math.sqrt(3);

    private static SeedSample at(double mean) {
        return SeedSample.of(List.of(mean - 0.1, mean, mean + 0.1));
    }

    @Test
    void aboveIsDecidedByTheEndsOfTheInterval() {
        assertThat(ClaimTests.above("q", at(0.5), 0.5 - HALF_95 - 1e-4).decision())
                .isEqualTo(Decision.SUPPORTED);
        assertThat(ClaimTests.above("q", at(0.5), 0.5 - HALF_95 + 1e-4).decision())
                .isEqualTo(Decision.INCONCLUSIVE);
        assertThat(ClaimTests.above("q", at(0.5), 0.5 + HALF_95 - 1e-4).decision())
                .isEqualTo(Decision.INCONCLUSIVE);
        assertThat(ClaimTests.above("q", at(0.5), 0.5 + HALF_95 + 1e-4).decision())
                .isEqualTo(Decision.REFUTED);
    }

    @Test
    void pOfAboveIsOneSidedAndFallsWithTheMargin() {
        assertThat(ClaimTests.above("q", at(0.5), 0.5 - HALF_95).p()).isEqualTo(0.025, offset(1e-5));
        assertThat(ClaimTests.above("q", at(0.5), 0.5 + HALF_95).p()).isEqualTo(0.975, offset(1e-5));
        assertThat(ClaimTests.above("q", at(0.5), 0.5).p()).isEqualTo(0.5, offset(1e-5));
    }

    @Test
    void belowIsOneTestAtTwoAndAHalfPercent() {
        assertThat(ClaimTests.below("q", at(0.5), 0.5 + HALF_95 + 1e-4).decision())
                .isEqualTo(Decision.SUPPORTED);
        assertThat(ClaimTests.below("q", at(0.5), 0.5 + HALF_95 - 1e-4).decision())
                .isEqualTo(Decision.INCONCLUSIVE);
        assertThat(ClaimTests.below("q", at(0.5), 0.5 - HALF_95 - 1e-4).decision())
                .isEqualTo(Decision.REFUTED);
        assertThat(ClaimTests.below("q", at(0.5), 0.5 + HALF_95).p()).isEqualTo(0.025, offset(1e-5));
    }

    @Test
    void equivalenceWantsTheWholeIntervalWithin() {
        assertThat(ClaimTests.equivalent("q", at(0), HALF_95 + 1e-4).decision()).isEqualTo(Decision.SUPPORTED);
        assertThat(ClaimTests.equivalent("q", at(0), HALF_95 - 1e-4).decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(ClaimTests.equivalent("q", at(-0.5), 0.5 - HALF_95 - 1e-4).decision())
                .isEqualTo(Decision.REFUTED);
        assertThat(ClaimTests.equivalent("q", at(0), HALF_95).p()).isEqualTo(0.025, offset(1e-5));
    }

    @Test
    void aTestCarriesItsNumbers() {
        Finding.Test test = ClaimTests.above("quantity", at(0.5), 0.1);

        assertThat(test.quantity()).isEqualTo("quantity");
        assertThat(test.rule()).isEqualTo("95 % interval above +.1");
        assertThat(test.value()).isEqualTo(0.5, offset(1e-12));
        assertThat(test.seeds()).isEqualTo(3);
        assertThat(test.interval().lower()).isEqualTo(0.5 - HALF_95, offset(1e-5));
    }
}
