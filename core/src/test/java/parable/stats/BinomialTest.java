package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BinomialTest {
    private static final double PRINTED = 0.000051; // half of the last digit of a table with four decimals

    @ParameterizedTest(name = "{0}/{1}")
    @CsvSource({
        "0, 10, 0, .2775, 0, .3085, .2589",
        "0, 50, 0, .0713, 0, .0711, .0582",
        "0, 100, 0, .0370, 0, .0362, .0295",
        "0, 500, 0, .0076, 0, .0074, .0060",
        "1, 100, .0018, .0545, .0003, .0545, .0466",
        "3, 100, .0103, .0845, .0062, .0852, .0757",
        "22, 100, .1500, .3107, .1433, .3139, .2990",
        "96, 100, .9016, .9843, .9007, .9890, .9862",
        "100, 100, .9630, 1, .9638, 1, 1"
    })
    void tabulatedIntervalsAreMet(
            int k, int n, double low, double high, double exactLow, double exactHigh, double upper) {
        Interval wilson = Binomial.wilson(k, n, 0.95), exact = Binomial.clopperPearson(k, n, 0.95);

        assertThat(wilson.lower()).isCloseTo(low, within(PRINTED));
        assertThat(wilson.upper()).isCloseTo(high, within(PRINTED));
        assertThat(exact.lower()).isCloseTo(exactLow, within(PRINTED));
        assertThat(exact.upper()).isCloseTo(exactHigh, within(PRINTED));
        assertThat(Binomial.upperBound(k, n, 0.95)).isCloseTo(upper, within(PRINTED));
    }

    @Test
    void intervalsEqualThoseOfScipy() {
        for (JsonNode c : Oracle.cases("binomials")) {
            int k = c.get("k").asInt(), n = c.get("n").asInt();
            Interval wilson = Binomial.wilson(k, n, 0.95), exact = Binomial.clopperPearson(k, n, 0.95);
            double[] ours = {
                wilson.lower(),
                wilson.upper(),
                exact.lower(),
                exact.upper(),
                Binomial.lowerBound(k, n, 0.95),
                Binomial.upperBound(k, n, 0.95)
            };
            double[] theirs = {
                c.at("/wilson/0").asDouble(),
                c.at("/wilson/1").asDouble(),
                c.at("/exact/0").asDouble(),
                c.at("/exact/1").asDouble(),
                c.get("lower").asDouble(),
                c.get("upper").asDouble()
            };

            assertThat(ours).as("%d/%d", k, n).containsExactly(theirs, within(Oracle.CLOSE));
        }
    }

    @Test
    void nothingCountedIsNothingKnown() {
        assertThat(Binomial.wilson(0, 0, 0.95)).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(Binomial.clopperPearson(0, 0, 0.95)).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(Binomial.upperBound(0, 0, 0.95)).isEqualTo(1);
        assertThat(Binomial.lowerBound(0, 0, 0.95)).isZero();
    }

    @Test
    void noEventStillHasAnUpperBound() {
        assertThat(Binomial.upperBound(0, 100, 0.95)).isCloseTo(1 - Math.pow(0.05, 0.01), within(1e-9));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> Binomial.wilson(3, 2, 0.95)).hasMessageContaining("k=3 n=2");
    }

    /// The exact coverage at each rate needs no simulation: the probability of all counts whose interval holds
    /// the rate.
    @Test
    void clopperPearsonNeverCoversLessThanItsLevelAndWilsonCoversItOnAverage() {
        int n = 40;
        double[] rates = IntStream.range(1, 200).mapToDouble(i -> i / 200.0).toArray();
        double wilson = 0;
        for (double rate : rates) {
            assertThat(coverage(n, rate, k -> Binomial.clopperPearson(k, n, 0.95)))
                    .isGreaterThanOrEqualTo(0.95);
            wilson += coverage(n, rate, k -> Binomial.wilson(k, n, 0.95)) / rates.length;
        }
        assertThat(wilson).isCloseTo(0.95, within(0.01));
    }

    private static double coverage(int n, double rate, java.util.function.IntFunction<Interval> interval) {
        double covered = 0;
        for (int k = 0; k <= n; k++) {
            double mass = Binomial.atMost(k, n, rate) - (k == 0 ? 0 : Binomial.atMost(k - 1, n, rate));
            covered += interval.apply(k).contains(rate) ? mass : 0;
        }
        return covered;
    }

    @Test
    void aLevelThatIsNoneIsRefusedInWords() {
        for (double level : new double[] {Double.NaN, 0, 1}) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Binomial.clopperPearson(3, 10, level))
                    .hasMessageContaining("coverage level");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Binomial.wilson(3, 10, level))
                    .hasMessageContaining("coverage level");
        }
    }
}
