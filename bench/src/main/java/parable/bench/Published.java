package parable.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.ground.RandomStream;
import parable.model.OpenModel;

/// A published model at work: reading a prompt (no rows), writing one row token by token as in a
/// conversation, or writing several rows in a batch. Nothing is its stop token.
final class Published implements Timing.Work {
    private static final int NO_STOP = -1, FIRST_WORD = 100;

    private final OpenModel model;
    private final int rows;
    private final int tokens;
    private final List<int[]> prompts = new ArrayList<>();

    Published(Path file, int rows, int prompt, int tokens) {
        this.model = OpenModel.gguf(file);
        this.rows = rows;
        this.tokens = tokens;
        RandomStream random = RandomStream.of(1, "bench/published");
        for (int row = 0; row < Math.max(1, rows); row++) {
            int[] ids = new int[prompt];
            Arrays.setAll(ids, _ -> FIRST_WORD + random.below(model.decoder().config().vocabulary() - FIRST_WORD));
            prompts.add(ids);
        }
    }

    @Override
    public void call() {
        Sampling sampling = new Sampling(1, rows == 0 ? 1 : tokens, NO_STOP, Set.of());
        List<GenerationRequest> requests = new ArrayList<>();
        for (int[] prompt : prompts) {
            requests.add(GenerationRequest.of(prompt, sampling, requests.size()));
        }
        try (Generator generator = Generator.of(model.decoder(), Math.max(1, rows))) {
            generator.generate(requests);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
