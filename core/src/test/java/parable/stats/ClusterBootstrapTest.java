package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.ground.RandomStream;

class ClusterBootstrapTest {
    private static final int STUDIES = 800;
    private final ClusterBootstrap both = new ClusterBootstrap(ClusterBootstrap.Scope.SEEDS_AND_SCENARIOS, 100, 1);
    private final ClusterBootstrap seeds = new ClusterBootstrap(ClusterBootstrap.Scope.SEEDS, 100, 1);

    @ParameterizedTest(name = "{0} seeds")
    @ValueSource(ints = {4, 6})
    void withFewSeedsTheStudentIntervalCoversAndThePercentileIntervalDoesNot(int rows) {
        double student = Synthetic.share(
                STUDIES,
                "student",
                r -> seeds.interval(table(r, rows, 0), 0.95, "seed").interval().contains(0.5));
        double percentile = Synthetic.share(
                STUDIES,
                "student",
                r -> seeds.percentile(table(r, rows, 0), 0.95, "seed")
                        .interval()
                        .contains(0.5));

        assertThat(student).isBetween(0.95 - Synthetic.noise(0.95, STUDIES), 0.98);
        assertThat(percentile).isBetween(0.75, 0.90);
    }

    @Test
    void crossedScenariosAreCoveredWhenTheyAreDrawnAnew() {
        double crossed = Synthetic.share(
                STUDIES,
                "crossed",
                r -> both.interval(table(r, 5, 0.2), 0.95, "seed").interval().contains(0.5));
        double fixed = Synthetic.share(
                STUDIES,
                "crossed",
                r -> seeds.interval(table(r, 5, 0.2), 0.95, "seed").interval().contains(0.5));

        assertThat(crossed).isGreaterThan(0.95 - Synthetic.noise(0.95, STUDIES));
        assertThat(fixed).isLessThan(crossed); // it answers another question: these scenarios only
    }

    @Test
    void theStandardErrorOfSeedsIsTheTextbookOne() {
        List<List<Double>> cells = List.of(List.of(0.1, 0.3), List.of(0.2, 0.2), List.of(0.5, 0.7), List.of(0.4, 0.4));
        Effect effect = new ClusterBootstrap(ClusterBootstrap.Scope.SEEDS, 20_000, 3).interval(cells, 0.95, "seed");
        Effect textbook = SeedSample.of(List.of(0.2, 0.2, 0.6, 0.4)).effect(0.95, "seed");

        assertThat(effect.value()).isCloseTo(textbook.value(), within(1e-12));
        assertThat(effect.interval().width())
                .isCloseTo(
                        textbook.interval().width(),
                        within(0.02 * textbook.interval().width()));
    }

    @Test
    void theSameSeedGivesTheSameIntervalAndAnotherSeedAnother() {
        List<List<Double>> cells = table(RandomStream.of(1, "cells"), 5, 0.2);
        ClusterBootstrap other = new ClusterBootstrap(both.scope(), both.draws(), 2);

        assertThat(both.interval(cells, 0.95, "seed")).isEqualTo(both.interval(cells, 0.95, "seed"));
        assertThat(other.interval(cells, 0.95, "seed")).isNotEqualTo(both.interval(cells, 0.95, "seed"));
    }

    @Test
    void raggedAndSingleSeedTablesAreRefused() {
        assertThatThrownBy(() -> both.interval(List.of(List.of(0.1, 0.2), List.of(0.1)), 0.95, "seed"))
                .hasMessageContaining("one has 2 and another 1");
        assertThatThrownBy(() -> seeds.interval(List.of(List.of(0.1)), 0.95, "seed"))
                .hasMessageContaining("needs 2 seeds");
    }

    /// Seeds of deviation 0.1, scenarios of deviation `scenario`, cells of deviation 0.1 around 0.5.
    private static List<List<Double>> table(RandomStream random, int rows, double scenario) {
        double[] columns =
                DoubleStream.generate(() -> scenario * random.normal()).limit(8).toArray();
        return IntStream.range(0, rows).mapToObj(_ -> row(random, columns)).toList();
    }

    private static List<Double> row(RandomStream random, double[] columns) {
        double seed = 0.1 * random.normal();
        return DoubleStream.of(columns)
                .mapToObj(c -> 0.5 + seed + c + 0.1 * random.normal())
                .toList();
    }
}
