package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MultiplicityTest {
    @Test
    void adjustedPValuesEqualThoseOfStatsmodels() {
        for (JsonNode c : Oracle.cases("adjustments")) {
            List<Double> p = Oracle.numbers(c.get("p"));
            isClose(Multiplicity.holm(p), Oracle.numbers(c.get("holm")));
        }
    }

    @Test
    void sixteenModelsNeedATighterBoundEach() {
        List<Trials> models = Collections.nCopies(16, Trials.of(0, 575));

        assertThat(Multiplicity.simultaneous(models, 0.95))
                .allMatch(interval -> interval.equals(Binomial.clopperPearson(0, 575, interval.level())))
                .allMatch(interval -> Math.abs(interval.level() - (1 - 0.05 / 16)) < 1e-12);
    }

    @Test
    void simultaneousBoundsHoldTogether() {
        int studies = 1_000;
        double together = Synthetic.share(
                studies,
                "together",
                r -> Multiplicity.simultaneous(
                                List.of(
                                        Synthetic.trials(r, 60, 0.1),
                                        Synthetic.trials(r, 60, 0.1),
                                        Synthetic.trials(r, 60, 0.1)),
                                0.95)
                        .stream()
                        .allMatch(interval -> interval.contains(0.1)));

        assertThat(together).isGreaterThan(0.95 - Synthetic.noise(0.95, studies));
    }

    @Test
    void noTestsAndImpossiblePValues() {
        assertThat(Multiplicity.holm(List.of())).isEmpty();
        assertThatThrownBy(() -> Multiplicity.holm(List.of(1.2))).hasMessageContaining("1.2");
        assertThatThrownBy(() -> Multiplicity.holm(List.of(Double.NaN))).hasMessageContaining("NaN");
    }

    private static void isClose(List<Double> actual, List<Double> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i)).isCloseTo(expected.get(i), within(1e-12));
        }
    }
}
