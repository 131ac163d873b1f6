package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.generate.Generated;
import parable.ground.StudyException;
import parable.model.Decoder;
import parable.model.TinyModels;
import parable.tensor.LiveTensors;

@ExtendWith(LiveTensors.class)
class GrpoTest {
    private static final int STOP = 2, LUCKY = 17;

    @TempDir
    Path folder;

    @Test
    void whatIsPaidForIsWrittenMoreOften() {
        List<Grpo.Step> steps = trained(settings(50, 1, 0), GrpoTest::lucky);
        assertThat(reward(steps.subList(0, 5))).isLessThan(0.2);
        assertThat(reward(steps.subList(45, 50))).isGreaterThan(0.5);
    }

    /// Pays for any answer that begins with one token.
    private static double lucky(Generated written) {
        return written.tokens().length > 0 && written.tokens()[0] % LUCKY == 0 ? 1 : 0;
    }

    private static double reward(List<Grpo.Step> steps) {
        return steps.stream().mapToDouble(Grpo.Step::reward).average().orElseThrow();
    }

    @Test
    void aRewardShiftedForAllTeachesTheSame() {
        assertThat(weights(settings(3, 2, 0), written -> 0.5 * written.tokens().length % 4 + 8))
                .isEqualTo(weights(settings(3, 2, 0), written -> 0.5 * written.tokens().length % 4));
    }

    @Test
    void groupsThatAgreeTeachNothing() {
        byte[] before;
        try (Decoder model = TinyRuns.newborn()) {
            before = TinyRuns.bytes(model);
        }
        assertThat(weights(settings(2, 2, 0), _ -> 0.7)).isEqualTo(before);
        List<Grpo.Step> steps = trained(settings(2, 2, 0), _ -> 0.7);
        assertThat(steps)
                .allMatch(step -> step.agreeing() == 1 && step.entropy().isEmpty());
        assertThat(reward(steps)).isEqualTo(0.7, within(1e-12));
    }

    @Test
    void advantagesAreWhatIsAboveTheMeanOfTheGroup() {
        double[] advantages = Grpo.advantages(new double[] {1, 0, 0, 0, 0.1, 0.1, 0.1, 0.1, 3, 2, 2, 1}, 4);
        assertThat(advantages)
                .containsExactly(new double[] {0.75, -0.25, -0.25, -0.25, 0, 0, 0, 0, 1, 0, 0, -1}, within(1e-12));
    }

    @Test
    void oneUpdateClipsNothingAndLaterOnesMay() {
        assertThat(trained(settings(4, 1, 0), GrpoTest::lucky)).allMatch(step -> step.clipped() == 0);
        assertThat(trained(settings(4, 6, 0), GrpoTest::lucky)).anyMatch(step -> step.clipped() > 0);
    }

    @Test
    void aStepTellsHowLongAndHowSureItsAnswersAre() {
        Grpo.Step first = trained(settings(1, 1, 0), GrpoTest::lucky).getFirst();
        assertThat(first.truncated()).isBetween(0.5, 1.0); // a random model hardly ever writes the stop token
        assertThat(first.entropy().orElseThrow()).isBetween(0.5, Math.log(TinyModels.VOCABULARY) + 1);
        assertThat(first.tokens()).isBetween(4L * 8 * 4, 4L * 8 * (4 + 6));
    }

    @Test
    void aPriceOnDivergenceKeepsThePolicyNearItsReference() {
        double free = divergence(settings(12, 2, 1e-6)), priced = divergence(settings(12, 2, 2));
        assertThat(free).isPositive();
        assertThat(priced).isPositive().isLessThan(0.5 * free);
    }

    /// At the last step, from the model as it was.
    private static double divergence(Grpo.Settings settings) {
        try (Decoder model = TinyRuns.newborn();
                Decoder reference = TinyRuns.newborn();
                Grpo grpo = new Grpo(model, Optional.of(reference), settings, source(GrpoTest::lucky))) {
            return finish(grpo).getLast().divergence();
        }
    }

    @Test
    void aReferenceIsGivenExactlyWhenDivergenceHasAPrice() {
        try (Decoder model = TinyRuns.newborn()) {
            assertThatThrownBy(() -> new Grpo(model, Optional.empty(), settings(1, 1, 0.1), source(GrpoTest::lucky)))
                    .hasMessageContaining("the price is 0.1 and the reference missing");
        }
    }

    @Test
    void aRunKilledAfterAnyStepEndsWithTheBitsOfOneNeverInterrupted() {
        int steps = 4;
        byte[] whole = weights(settings(steps, 2, 0), GrpoTest::lucky);
        List<Grpo.Step> seen = trained(settings(steps, 2, 0), GrpoTest::lucky);
        for (int kill = 0; kill < steps; kill++) {
            Path state = folder.resolve("state-" + kill);
            try (Decoder model = TinyRuns.newborn();
                    Grpo grpo = grpo(model, settings(steps, 2, 0), GrpoTest::lucky)) {
                for (int i = 0; i < kill; i++) {
                    grpo.next();
                }
                grpo.save(state, "run");
                grpo.next(); // lost in the kill
            }
            try (Decoder model = TinyModels.lively(99);
                    Grpo grpo = grpo(model, settings(steps, 2, 0), GrpoTest::lucky)) {
                grpo.resume(state, "run");
                assertThat(finish(grpo)).as("killed after %d", kill).isEqualTo(seen.subList(kill, steps));
                assertThat(TinyRuns.bytes(model)).isEqualTo(whole);
            }
        }
    }

    @Test
    void anotherRunsStateIsRefused() {
        Path state = folder.resolve("state");
        try (Decoder model = TinyRuns.newborn();
                Grpo grpo = grpo(model, settings(1, 1, 0), GrpoTest::lucky)) {
            grpo.save(state, "run");
            assertThatThrownBy(() -> grpo.resume(state, "other")).isInstanceOf(StudyException.class);
        }
    }

    private static byte[] weights(Grpo.Settings settings, ToDoubleFunction<Generated> reward) {
        try (Decoder model = TinyRuns.newborn();
                Grpo grpo = grpo(model, settings, reward)) {
            finish(grpo);
            return TinyRuns.bytes(model);
        }
    }

    private static List<Grpo.Step> trained(Grpo.Settings settings, ToDoubleFunction<Generated> reward) {
        try (Decoder model = TinyRuns.newborn();
                Grpo grpo = grpo(model, settings, reward)) {
            return finish(grpo);
        }
    }

    private static Grpo grpo(Decoder model, Grpo.Settings settings, ToDoubleFunction<Generated> reward) {
        return new Grpo(model, Optional.empty(), settings, source(reward));
    }

    private static List<Grpo.Step> finish(Grpo grpo) {
        List<Grpo.Step> steps = new ArrayList<>();
        while (!grpo.isDone()) {
            steps.add(grpo.next());
        }
        return steps;
    }

    /// Four prompts of four tokens a step.
    private static Exercise.Source source(ToDoubleFunction<Generated> reward) {
        return step -> {
            List<Exercise> exercises = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                exercises.add(new Exercise(TinyModels.tokens(4, 4L * step + i), reward));
            }
            return exercises;
        };
    }

    private static Grpo.Settings settings(int steps, int updates, double price) {
        Grpo.Rates rates =
                new Grpo.Rates(new Training.Schedule(5e-3, 1, 1), new Training.Optimizer(0.9, 0.95, 1e-8, 0), 1);
        return new Grpo.Settings(steps, 8, updates, new Grpo.Limits(0.2, price), new Grpo.Answer(6, STOP), rates, 3);
    }
}
