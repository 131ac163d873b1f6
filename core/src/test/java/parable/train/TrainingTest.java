package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final Training.Schedule SCHEDULE = new Training.Schedule(0.004, 10, 0.1);
    private static final Training.Optimizer ADAM = new Training.Optimizer(0.9, 0.98, 1e-8, 0);

    @Test
    void theRateRisesThenFallsToItsShare() {
        double first = 0.004 / 10, end = 0.004 * 0.1;
        assertThat(SCHEDULE.rate(0, 1000)).isEqualTo(first, within(1e-9));
        assertThat(SCHEDULE.rate(4, 1000)).isEqualTo(0.5 * 0.004, within(1e-6));
        assertThat(SCHEDULE.rate(9, 1000)).isEqualTo(0.004, within(4e-6));
        assertThat(SCHEDULE.rate(500, 1000)).isEqualTo(0.004 * 0.55, within(1e-12));
        assertThat(SCHEDULE.rate(1000, 1000)).isEqualTo(end, within(1e-12));
        assertThat(SCHEDULE.rate(999, 1000)).isGreaterThan(end).isLessThan(1.001 * end);
    }

    @Test
    void withoutWarmupTheFirstRateIsThePeak() {
        assertThat(new Training.Schedule(0.004, 0, 0).rate(0, 10)).isEqualTo(0.004);
        assertThat(new Training.Schedule(0.004, 1, 0).rate(0, 10)).isEqualTo(0.004);
    }

    @Test
    void aRunShorterThanItsWarmupNeverReachesThePeak() {
        for (int step = 0; step < 5; step++) {
            assertThat(SCHEDULE.rate(step, 5)).isLessThanOrEqualTo(0.002);
        }
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Training(1, 8, 1, SCHEDULE, ADAM, 1))
                .hasMessage("rowLength must be at least 2 tokens, but was 1");
        assertThatThrownBy(() -> new Training(16, 8, 3, SCHEDULE, ADAM, 1))
                .hasMessage("rowsPerStep must be a whole number of micro-batches, but 8 % 3 != 0");
        assertThatThrownBy(() -> new Training(16, 0, 1, SCHEDULE, ADAM, 1)).hasMessageContaining("rowsPerStep");
        assertThatThrownBy(() -> new Training(16, 8, 0, SCHEDULE, ADAM, 1)).hasMessageContaining("micro-batches");
        assertThatThrownBy(() -> new Training(16, 8, 1, SCHEDULE, ADAM, 0))
                .hasMessage("clip must be positive, but was 0.0");
        assertThatThrownBy(() -> new Training.Schedule(0, 1, 0.1)).hasMessage("peakRate must be positive, but was 0.0");
        assertThatThrownBy(() -> new Training.Schedule(1, -1, 0.1))
                .hasMessage("warmupSteps must not be negative, but was -1");
        assertThatThrownBy(() -> new Training.Schedule(1, 1, 1.1))
                .hasMessage("finalShare is a share in [0, 1], but was 1.1");
    }
}
