package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import tools.jackson.databind.JsonNode;

class ClustersTest {
    @Test
    void effectiveSizeAndIntervalEqualTheOracle() {
        for (JsonNode c : Oracle.cases("korn_graubard")) {
            List<Trials> clusters = new ArrayList<>();
            c.get("clusters")
                    .forEach(pair -> clusters.add(
                            Trials.of(pair.get(0).asInt(), pair.get(1).asInt())));
            Interval interval = Clusters.kornGraubard(clusters, 0.95);

            assertThat(Clusters.effectiveSize(clusters, 0.95))
                    .isCloseTo(c.get("size").asDouble(), within(1e-6));
            assertThat(interval.lower()).isCloseTo(c.at("/interval/0").asDouble(), within(Oracle.CLOSE));
            assertThat(interval.upper()).isCloseTo(c.at("/interval/1").asDouble(), within(Oracle.CLOSE));
        }
    }

    @Test
    void clusteringIsPaidForWhereTheNaiveIntervalIsNot() {
        int studies = 1_000;
        double naive = Synthetic.share(studies, "clusters", r -> {
            Trials all = Trials.pooled(draw(r));
            return Binomial.wilson(all.k(), all.n(), 0.95).contains(0.2);
        });
        double clustered = Synthetic.share(
                studies, "clusters", r -> Clusters.kornGraubard(draw(r), 0.95).contains(0.2));

        assertThat(naive).isLessThan(0.80);
        assertThat(clustered).isGreaterThan(0.95 - Synthetic.noise(0.95, studies));
    }

    @Test
    void fewerThanTwoGradedClustersSayNothing() {
        assertThat(Clusters.kornGraubard(List.of(), 0.95)).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(Clusters.kornGraubard(List.of(Trials.of(3, 9), Trials.of(0, 0)), 0.95))
                .isEqualTo(new Interval(0, 1, 0.95));
        assertThat(Clusters.kornGraubard(List.of(Trials.of(1, 1), Trials.of(1, 1)), 0.95)
                        .upper())
                .isEqualTo(1);
    }

    /// 27 scenarios with rates Beta(1, 4), twenty rollouts each: correlation 1/6, mean 0.2.
    private static List<Trials> draw(RandomStream random) {
        return IntStream.range(0, 27)
                .mapToObj(_ -> Synthetic.trials(random, 20, Synthetic.beta(random, 1, 4)))
                .toList();
    }
}
