package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.StudyException;
import parable.model.Decoder;
import parable.model.TinyModels;
import parable.tensor.LiveTensors;

@ExtendWith(LiveTensors.class)
class DpoTest {
    private static final double STRENGTH = 0.1;

    @TempDir
    Path folder;

    @Test
    void theFirstLossIsLogTwoExactly() {
        Dpo.Step first = trained(1).getFirst();
        assertThat(first.loss()).isEqualTo(Math.log(2));
        assertThat(first.margin()).isZero();
    }

    @Test
    void thePushIsTheDerivativeOfTheLoss() {
        double tiny = 1e-6;
        for (double margin : List.of(-200.0, -7.0, -0.1, 0.0, 3.0, 60.0)) {
            double slope = (Dpo.loss(STRENGTH, margin + tiny) - Dpo.loss(STRENGTH, margin - tiny)) / (2 * tiny);
            assertThat(Dpo.push(STRENGTH, margin)).as("margin " + margin).isEqualTo(-slope, within(1e-8));
        }
        assertThat(Dpo.loss(1, -1e6)).isEqualTo(1e6);
        assertThat(Dpo.loss(1, 1e6)).isZero();
    }

    @Test
    void aFirstStepPullsItsPairsApart() {
        try (Decoder model = TinyRuns.newborn();
                Dpo dpo = new Dpo(model, settings(), repeated(2))) {
            assertThat(finish(dpo).get(1).loss()).isLessThan(Math.log(2));
        }
    }

    @Test
    void preferencesAreLearned() {
        try (Decoder model = TinyRuns.newborn();
                Dpo dpo = new Dpo(model, settings(), repeated(30))) {
            List<Dpo.Step> steps = finish(dpo);
            Dpo.Step first = steps.getFirst(), last = steps.getLast();
            assertThat(last.loss()).isLessThan(0.5 * Math.log(2));
            assertThat(last.accuracy()).isEqualTo(1);
            assertThat(last.margin()).isPositive();
            assertThat(last.rejected()).isLessThan(first.rejected());
        }
    }

    /// The same four pairs again and again.
    private static List<Preference> repeated(int steps) {
        List<Preference> pairs = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            pairs.addAll(pairs(1));
        }
        return pairs;
    }

    @Test
    void aRunKilledAfterAnyStepEndsWithTheBitsOfOneNeverInterrupted() {
        int steps = 4;
        List<Dpo.Step> seen = trained(steps);
        byte[] whole;
        try (Decoder model = TinyRuns.newborn();
                Dpo dpo = new Dpo(model, settings(), pairs(steps))) {
            finish(dpo);
            whole = TinyRuns.bytes(model);
        }
        for (int kill = 0; kill < steps; kill++) {
            Path state = folder.resolve("state-" + kill);
            try (Decoder model = TinyRuns.newborn();
                    Dpo dpo = new Dpo(model, settings(), pairs(steps))) {
                for (int i = 0; i < kill; i++) {
                    dpo.next();
                }
                dpo.save(state, "run");
            }
            try (Decoder model = TinyRuns.newborn();
                    Dpo dpo = new Dpo(model, settings(), pairs(steps))) {
                dpo.resume(state, "run");
                assertThat(finish(dpo)).as("killed after %d", kill).isEqualTo(seen.subList(kill, steps));
                assertThat(TinyRuns.bytes(model)).isEqualTo(whole);
            }
        }
    }

    @Test
    void tooFewPairsAreRefused() {
        try (Decoder model = TinyRuns.newborn()) {
            assertThatThrownBy(() -> new Dpo(model, settings(), pairs(1).subList(0, 3)))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("3 pairs do not fill one step of 4");
        }
    }

    private static List<Dpo.Step> trained(int steps) {
        try (Decoder model = TinyRuns.newborn();
                Dpo dpo = new Dpo(model, settings(), pairs(steps))) {
            return finish(dpo);
        }
    }

    private static List<Dpo.Step> finish(Dpo dpo) {
        List<Dpo.Step> steps = new ArrayList<>();
        while (!dpo.isDone()) {
            steps.add(dpo.next());
        }
        return steps;
    }

    private static Dpo.Settings settings() {
        return new Dpo.Settings(
                STRENGTH,
                4,
                new Grpo.Rates(new Training.Schedule(2e-3, 1, 1), new Training.Optimizer(0.9, 0.95, 1e-8, 0), 1));
    }

    private static List<Preference> pairs(int steps) {
        List<Preference> pairs = new ArrayList<>();
        for (int i = 0; i < 4 * steps; i++) {
            pairs.add(new Preference(
                    TinyModels.tokens(5, 10 + i), TinyModels.tokens(7, 1000 + i), TinyModels.tokens(6, 2000 + i)));
        }
        return pairs;
    }
}
