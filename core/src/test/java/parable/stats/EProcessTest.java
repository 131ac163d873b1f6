package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.ground.RandomStream;
import tools.jackson.databind.JsonNode;

class EProcessTest {
    @ParameterizedTest(name = "limit {0}")
    @CsvSource({"0.05, 88, 134, 174, 210", "0.03, 148, 226, 292, 353", "0.01, 449, 683, 882, 1065"})
    void tabulatedTrialsAreMet(double limit, int none, int one, int two, int three) {
        EProcess process = new EProcess(limit, 0.05);

        assertThat(IntStream.range(0, 4).map(process::trialsNeeded)).containsExactly(none, one, two, three);
    }

    @Test
    void evidenceEqualsQuadrature() {
        for (JsonNode c : Oracle.cases("evidence")) {
            EProcess process = new EProcess(c.get("limit").asDouble(), 0.05);
            int events = c.get("events").asInt(), trials = c.get("trials").asInt();

            assertThat(process.logEvidenceBelow(events, trials))
                    .isCloseTo(c.get("below").asDouble(), within(1e-8));
            assertThat(process.logEvidenceAbove(events, trials))
                    .isCloseTo(c.get("above").asDouble(), within(1e-8));
        }
    }

    @Test
    void startsWithoutEvidenceAndNeverOverflows() {
        EProcess process = new EProcess(0.01, 0.05);

        assertThat(process.logEvidenceBelow(0, 0)).isCloseTo(0, within(1e-12));
        assertThat(process.decide(0, 0)).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(process.decide(1_000, 1_000)).isEqualTo(Decision.REFUTED);
        assertThat(process.decide(0, 1_000_000)).isEqualTo(Decision.SUPPORTED);
        assertThat(process.logEvidenceBelow(5, 3_000_000)).isFinite();
    }

    /// Looks after every one of 300 trials at a rate of exactly the limit: 5 % may ever stop, by Ville; fewer
    /// do, since the process is cut off.
    @Test
    void lookingAfterEveryTrialKeepsTheLevel() {
        int studies = 500;
        EProcess process = new EProcess(0.05, 0.05);
        double wrong = Synthetic.share(studies, "peeking", r -> everSupports(r, process, 0.05));
        double right = Synthetic.share(studies, "peeking", r -> everSupports(r, process, 0.01));

        assertThat(wrong).isLessThan(0.05 + Synthetic.noise(0.05, studies));
        assertThat(right).isGreaterThan(0.9);
    }

    @Test
    void theAnytimeIntervalHoldsAtEveryLookAtOnce() {
        int studies = 200;
        double held = Synthetic.share(studies, "anytime", r -> {
            int events = 0;
            for (int n = 1; n <= 60; n++) {
                events += r.chance(0.1) ? 1 : 0;
                if (!AnytimeInterval.of(events, n, 0.95).contains(0.1)) {
                    return false;
                }
            }
            return true;
        });

        assertThat(held).isGreaterThan(0.95 - Synthetic.noise(0.95, studies));
        assertThat(AnytimeInterval.of(0, 0, 0.95)).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(AnytimeInterval.of(3, 3, 0.95).upper()).isEqualTo(1);
        assertThat(AnytimeInterval.of(10, 100, 0.95).width()).isBetween(0.12, 0.25);
    }

    private static boolean everSupports(RandomStream random, EProcess process, double rate) {
        int events = 0;
        for (int n = 1; n <= 300; n++) {
            events += random.chance(rate) ? 1 : 0;
            if (process.logEvidenceBelow(events, n) >= -Math.log(process.alpha())) {
                return true;
            }
        }
        return false;
    }
}
