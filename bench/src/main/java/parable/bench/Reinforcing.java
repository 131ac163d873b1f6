package parable.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.model.Initialization;
import parable.train.Exercise;
import parable.train.Grpo;

/// One GRPO step a call: 16 prompts with 8 answers each are written, rewarded by their first token and learned from.
final class Reinforcing implements Timing.Work {
    private static final int PROMPTS = 16, SAMPLES = 8, LONGEST = 60, STOP = 2;

    private final Decoder model;
    private final Grpo grpo;

    Reinforcing(Size size, int prompt, int calls, int seed) {
        model = Decoder.blank(size.config());
        Initialization.NORMAL.fill(model, seed);
        Grpo.Settings settings = new Grpo.Settings(
                calls,
                SAMPLES,
                1,
                new Grpo.Limits(0.2, 0),
                new Grpo.Answer(LONGEST, STOP),
                new Grpo.Rates(
                        new parable.train.Training.Schedule(1e-4, 1, 1),
                        new parable.train.Training.Optimizer(0.9, 0.98, 1e-8, 0),
                        1),
                seed);
        grpo = new Grpo(model, Optional.empty(), settings, step -> exercises(size, prompt, step));
    }

    private static List<Exercise> exercises(Size size, int prompt, int step) {
        return IntStream.range(0, PROMPTS)
                .mapToObj(i -> {
                    RandomStream random = RandomStream.of(step, "bench/exercise", i);
                    int[] ids = new int[prompt];
                    Arrays.setAll(
                            ids, _ -> Size.FIRST_WORD + random.below(size.config().vocabulary() - Size.FIRST_WORD));
                    return new Exercise(ids, written -> written.tokens().length == 0 ? 0 : written.tokens()[0] % 2);
                })
                .toList();
    }

    @Override
    public void call() {
        grpo.next();
    }

    @Override
    public void close() {
        grpo.close();
        model.close();
    }
}
