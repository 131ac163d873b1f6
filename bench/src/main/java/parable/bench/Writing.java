package parable.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parable.generate.Generated;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.model.Initialization;

/// One batch of texts a call, sampled at temperature 1; no row stops early, since nothing is its stop token.
final class Writing implements Timing.Work {
    private static final int NO_STOP = -1, PADDING = 0;

    private final Decoder model;
    private final Generator generator;
    private final List<GenerationRequest> requests = new ArrayList<>();
    private final Sampling sampling;

    Writing(Size size, int rows, int prompt, int tokens, int seed) {
        model = Decoder.blank(size.config());
        Initialization.NORMAL.fill(model, seed);
        generator = Generator.of(model, rows);
        sampling = new Sampling(1, tokens, NO_STOP, Set.of(PADDING));
        RandomStream random = RandomStream.of(seed, "bench/prompts");
        for (int row = 0; row < rows; row++) {
            int[] ids = new int[prompt];
            for (int i = 0; i < prompt; i++) {
                ids[i] = Size.FIRST_WORD + random.below(size.config().vocabulary() - Size.FIRST_WORD);
            }
            requests.add(GenerationRequest.of(ids, sampling, row));
        }
    }

    @Override
    public void call() {
        for (Generated text : generator.generate(requests)) {
            Check.that(
                    text.tokens().length == sampling.maxTokens(),
                    "asked for %d tokens, got %d",
                    sampling.maxTokens(),
                    text.tokens().length);
        }
    }

    @Override
    public void close() {
        generator.close();
        model.close();
    }
}
