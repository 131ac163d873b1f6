package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PowerTest {
    @ParameterizedTest(name = "limit {0}")
    @CsvSource({"0.05, 59, 90", "0.03, 99, 152", "0.01, 299, 459", "0.005, 598, 919", "0.001, 2995, 4603"})
    void tabulatedTrialsWithoutEventsAreMet(double limit, int at95, int at99) {
        assertThat(Power.trialsForLimit(0, limit, 0.95)).isEqualTo(at95);
        assertThat(Power.trialsForLimit(0, limit, 0.99)).isEqualTo(at99);
    }

    @ParameterizedTest(name = "{0} events")
    @CsvSource({"1, 473", "2, 628", "3, 773"})
    void tabulatedTrialsWithEventsAreMet(int events, int trials) {
        assertThat(Power.trialsForLimit(events, 0.01, 0.95)).isEqualTo(trials);
        assertThat(Binomial.upperBound(events, trials, 0.95)).isLessThan(0.01);
        assertThat(Binomial.upperBound(events, trials - 1, 0.95)).isGreaterThan(0.01);
    }

    @Test
    void pairedPowerEqualsThatOfStatsmodels() {
        for (JsonNode c : Oracle.cases("paired_power")) {
            double power = Power.pairedSeeds(
                    c.get("difference").asDouble(),
                    c.get("deviation").asDouble(),
                    c.get("seeds").asInt(),
                    0.95);

            assertThat(power).as("%s", c).isCloseTo(c.get("power").asDouble(), within(1e-7));
        }
    }

    @Test
    void theDetectableDifferenceIsDetectedAtItsPower() {
        double difference = Power.detectableDifference(0.1, 5, 0.95, 0.8);

        assertThat(Power.pairedSeeds(difference, 0.1, 5, 0.95)).isCloseTo(0.8, within(1e-9));
        assertThat(difference).isBetween(0.15, 0.20);
        assertThat(Power.pairedSeeds(0, 0.1, 5, 0.95)).isCloseTo(0.05, within(1e-8));
    }

    /// Effects and spreads of conditions of the committed full study; the seeds are `power.py`'s of the review.
    @Test
    void seedsNeededEqualThoseOfTheNoncentralLaw() {
        assertThat(Power.seedsNeeded(0.129966, 0.293, 0.95, 0.9)).hasValue(56);
        assertThat(Power.seedsNeeded(0, 0.3, 0.95, 0.9)).isEmpty();
        int needed = Power.seedsNeeded(0.3, 0.2, 0.95, 0.9).orElseThrow();
        assertThat(Power.pairedSeeds(0.3, 0.2, needed, 0.95)).isGreaterThanOrEqualTo(0.9);
        assertThat(Power.pairedSeeds(0.3, 0.2, needed - 1, 0.95)).isLessThan(0.9);
    }
}
