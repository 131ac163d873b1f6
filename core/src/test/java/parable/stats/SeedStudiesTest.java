package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// A small part of the table in `docs/statistics.md`.
class SeedStudiesTest {
    private static final int STUDIES = 300;

    @Test
    void theDecidingIntervalCoversWhereStudentsDoesNot() {
        Map<String, SeedStudies.Coverage> skewed = SeedStudies.rates(SeedStudies.RATES.getLast(), 5, STUDIES);

        assertThat(skewed.get("decides").covers()).isGreaterThanOrEqualTo(0.95 - Synthetic.noise(0.95, STUDIES));
        assertThat(skewed.get("t").covers()).as("by an oracle: .825").isCloseTo(0.825, within(0.09));
    }

    @Test
    void aContrastDoesNotErrInFavorOfTheClaim() {
        Map<String, SeedStudies.Coverage> skewed = SeedStudies.contrasts(SeedStudies.ARMS.getLast(), 1, 5, STUDIES);

        assertThat(skewed.get("decides").above()).as("by an oracle: .015").isLessThan(0.05);
        assertThat(skewed.get("t").above()).as("by an oracle: .152").isBetween(0.07, 0.24);
    }
}
