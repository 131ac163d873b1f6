package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class PairedRatioTest {
    private static final double LEVEL = 0.95;

    @Test
    void aFixedBottomGivesTheTIntervalOfTheTopInItsUnits() {
        SeedSample top = SeedSample.of(List.of(0.3, 0.5, 0.4)), bottom = SeedSample.of(List.of(0.5, 0.5, 0.5));
        Effect ratio = ratio(top, bottom).orElseThrow(), mean = top.effect(LEVEL, "seed");
        assertThat(ratio.value()).isEqualTo(0.8, within(1e-12));
        assertThat(ratio.interval().lower()).isEqualTo(mean.interval().lower() / 0.5, within(1e-12));
        assertThat(ratio.interval().upper()).isEqualTo(mean.interval().upper() / 0.5, within(1e-12));
    }

    @Test
    void bothEndsAreRatiosThatTheTTestJustAccepts() {
        List<Double> top = List.of(0.52, 0.71, 0.60, 0.44), bottom = List.of(0.70, 0.81, 0.75, 0.62);
        Effect ratio = ratio(SeedSample.of(top), SeedSample.of(bottom)).orElseThrow();
        for (double end : List.of(ratio.interval().lower(), ratio.interval().upper())) {
            List<Double> rest = new ArrayList<>();
            for (int i = 0; i < top.size(); i++) {
                rest.add(top.get(i) - end * bottom.get(i));
            }
            assertThat(SeedSample.of(rest).tP()).isEqualTo(1 - LEVEL, within(1e-9));
        }
    }

    @Test
    void anEqualGainIsKeptWhole() {
        SeedSample gain = SeedSample.of(List.of(0.6, 0.7, 0.65));
        Effect ratio = ratio(gain, gain).orElseThrow();
        assertThat(ratio.value()).isEqualTo(1, within(1e-12));
        assertThat(ratio.interval().width()).isEqualTo(0, within(1e-6));
    }

    @Test
    void aBottomThatMayBeZeroHasNoRatio() {
        SeedSample top = SeedSample.of(List.of(0.3, 0.5, 0.4));
        assertThat(ratio(top, SeedSample.of(List.of(0.01, 0.3, -0.1)))).isEmpty();
        assertThat(ratio(top, SeedSample.of(List.of(-0.5, -0.6, -0.4)))).isEmpty();
    }

    @Test
    void oneSeedHasNoRatio() {
        assertThat(ratio(SeedSample.of(List.of(0.5)), SeedSample.of(List.of(0.6))))
                .isEmpty();
    }

    @Test
    void seedsMustBePaired() {
        assertThatThrownBy(() -> ratio(SeedSample.of(List.of(0.5, 0.4)), SeedSample.of(List.of(0.6, 0.5, 0.5))))
                .hasMessageContaining("its top has 2 seeds and its bottom 3");
    }

    @Test
    void theIntervalCoversTheTrueRatio() {
        for (int seeds : List.of(3, 6)) {
            assertThat(coverage(seeds)).as(seeds + " seeds").isBetween(0.935, 0.965);
        }
    }

    /// Share of 4,000 simulated studies whose interval holds the true ratio .8; seeds share half of their
    /// spread.
    private static double coverage(int seeds) {
        int held = 0, defined = 0;
        for (int study = 0; study < 4000; study++) {
            RandomStream random = RandomStream.of(5, "ratio with " + seeds, study);
            List<Double> top = new ArrayList<>(), bottom = new ArrayList<>();
            for (int seed = 0; seed < seeds; seed++) {
                double shared = 0.03 * random.normal();
                bottom.add(0.7 + shared + 0.03 * random.normal());
                top.add(0.56 + shared + 0.03 * random.normal());
            }
            Optional<Effect> ratio = ratio(SeedSample.of(top), SeedSample.of(bottom));
            defined += ratio.isPresent() ? 1 : 0;
            held += ratio.filter(effect -> effect.interval().contains(0.8)).isPresent() ? 1 : 0;
        }
        return held / (double) defined;
    }

    private static Optional<Effect> ratio(SeedSample top, SeedSample bottom) {
        return PairedRatio.of(top, bottom, LEVEL, "seed");
    }
}
