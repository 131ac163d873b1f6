package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// A small part of the table in `docs/statistics.md`.
class SeedStudiesTest {
    private static final int STUDIES = 300;

    @Test
    void theDecidingIntervalCoversWhereStudentsDoesNot() {
        SeedStudies.Coverage skewed =
                SeedStudies.Row.rates(SeedStudies.RATES.getLast(), 5).coverage(STUDIES);

        assertThat(skewed.decides.covers()).isGreaterThanOrEqualTo(0.95 - Synthetic.noise(0.95, STUDIES));
        assertThat(skewed.students.covers()).as("by an oracle: .825").isCloseTo(0.825, within(0.09));
    }

    @Test
    void aContrastDoesNotErrInFavorOfTheClaim() {
        SeedStudies.Coverage skewed =
                SeedStudies.Row.contrast(SeedStudies.ARMS.getLast(), 1, 5).coverage(STUDIES);

        assertThat(skewed.decides.above()).as("by an oracle: .015").isLessThan(0.05);
        assertThat(skewed.students.above()).as("by an oracle: .152").isBetween(0.07, 0.24);
    }
}
