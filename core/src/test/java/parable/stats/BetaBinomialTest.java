package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BetaBinomialTest {
    /// By numpy on a grid of 4,800 × 400 logits, `scipy.special.betaln`, of the same prior.
    @Test
    void quantilesEqualThoseOfAFinerGrid() {
        check(List.of(22, 14, 8, 64, 20), 200, 0.070730, 0.329948);
        check(List.of(0, 0, 0, 1, 0), 100, 0.000784, 0.182109);
        check(List.of(156, 148, 144, 166, 164), 200, 0.695144, 0.829551);
    }

    private static void check(List<Integer> counts, int n, double lower, double upper) {
        Interval interval = SeedSample.rates(
                        counts.stream().map(k -> Trials.of(k, n)).toList())
                .effect(0.95, "seed")
                .interval();

        assertThat(interval.lower()).isCloseTo(lower, within(0.02 * lower));
        assertThat(interval.upper()).isCloseTo(upper, within(0.01 * upper));
    }

    @Test
    void manyRolloutsOfAgreeingSeedsGiveANarrowInterval() {
        Interval narrow = SeedSample.rates(IntStream.range(0, 8)
                        .mapToObj(_ -> Trials.of(30_000, 100_000))
                        .toList())
                .effect(0.95, "seed")
                .interval();

        assertThat(narrow.contains(0.3)).isTrue();
        assertThat(narrow.width()).isLessThan(0.03);
    }

    @Test
    void nothingSeenIsBoundedAndItsEndIsNotZero() {
        Interval never = SeedSample.rates(
                        IntStream.range(0, 5).mapToObj(_ -> Trials.of(0, 200)).toList())
                .effect(0.95, "seed")
                .interval();

        assertThat(never.lower()).isZero();
        assertThat(never.upper()).isBetween(0.01, 0.2);
        assertThat(never.text()).startsWith("[0, .");
    }

    @Test
    void pAndIntervalDecideAlike() {
        SeedSample sample = SeedSample.differences(
                List.of(Trials.of(30, 200), Trials.of(10, 200), Trials.of(22, 200), Trials.of(41, 200)),
                List.of(Trials.of(150, 200), Trials.of(160, 200), Trials.of(166, 200), Trials.of(149, 200)));
        Interval interval = sample.effect(0.95, "seed").interval();

        assertThat(sample.pAbove(interval.lower())).isCloseTo(0.025, within(1e-3));
        assertThat(sample.pBelow(interval.upper())).isCloseTo(0.025, within(1e-3));
        assertThat(sample.pAbove(0.3) + sample.pBelow(0.3)).isCloseTo(1, within(1e-9));
    }

    @Test
    void theSameCountsGiveTheSameBits() {
        List<Trials> seeds = List.of(Trials.of(3, 50), Trials.of(9, 50), Trials.of(1, 50));

        assertThat(SeedSample.rates(seeds).effect(0.95, "seed"))
                .isEqualTo(SeedSample.rates(seeds).effect(0.95, "seed"));
    }
}
