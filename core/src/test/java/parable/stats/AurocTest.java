package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import tools.jackson.databind.JsonNode;

class AurocTest {
    @Test
    void areaAndDeLongEqualAllPairs() {
        for (JsonNode c : Oracle.cases("areas")) {
            Effect area =
                    Auroc.of(Oracle.numbers(c.get("positives")), Oracle.numbers(c.get("negatives")), 0.95, "rollout");

            assertThat(area.value()).isCloseTo(c.get("area").asDouble(), within(1e-12));
            assertThat(area.interval().lower()).isCloseTo(c.at("/interval/0").asDouble(), within(Oracle.CLOSE));
            assertThat(area.interval().upper()).isCloseTo(c.at("/interval/1").asDouble(), within(Oracle.CLOSE));
        }
    }

    @Test
    void aPerfectSeparationOfFewScoresIsNotCertain() {
        Effect perfect = Auroc.of(List.of(3.0, 4.0, 5.0), List.of(0.0, 1.0, 2.0), 0.95, "rollout");
        Effect reversed = Auroc.of(List.of(0.0, 1.0, 2.0), List.of(3.0, 4.0, 5.0), 0.95, "rollout");

        assertThat(perfect.value()).isEqualTo(1);
        assertThat(perfect.interval().lower()).isBetween(0.3, 0.8);
        assertThat(reversed.interval().upper()).isCloseTo(1 - perfect.interval().lower(), within(1e-6));
    }

    @Test
    void tiesCountHalfAndEmptyClassesSayNothing() {
        assertThat(Auroc.of(List.of(1.0, 1.0), List.of(1.0, 1.0, 1.0), 0.95, "rollout")
                        .value())
                .isEqualTo(0.5);
        assertThat(Auroc.of(List.of(), List.of(1.0), 0.95, "rollout").interval())
                .isEqualTo(new Interval(0, 1, 0.95));
        assertThat(Auroc.of(List.of(2.0), List.of(1.0), 0.95, "rollout")
                        .interval()
                        .lower())
                .isLessThan(0.5);
    }

    @Test
    void aScoreWithoutANumberIsRefused() {
        assertThatThrownBy(() -> Auroc.of(List.of(2.0, Double.NaN), List.of(1.0), 0.95, "rollout"))
                .hasMessageContaining("some are NaN");
    }

    @Test
    void coversTheTrueArea() {
        int studies = 2_000;
        double truth = Quantiles.normalCdf(1 / Math.sqrt(2)); // P(N(1, 1) > N(0, 1))
        double covered = Synthetic.share(
                studies,
                "auroc",
                r -> Auroc.of(normals(r, 25, 1), normals(r, 40, 0), 0.95, "rollout")
                        .interval()
                        .contains(truth));
        double few = Synthetic.share(
                studies,
                "few positives",
                r -> Auroc.of(normals(r, 5, 1), normals(r, 60, 0), 0.95, "rollout")
                        .interval()
                        .contains(truth));

        assertThat(covered).isCloseTo(0.95, within(Synthetic.noise(0.95, studies)));
        assertThat(few).isBetween(0.95 - Synthetic.noise(0.95, studies), 0.99);
    }

    private static List<Double> normals(RandomStream random, int count, double mean) {
        return DoubleStream.generate(random::normal)
                .limit(count)
                .mapToObj(x -> mean + x)
                .toList();
    }
}
