package parable.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import parable.generate.Draw;
import parable.generate.ReadText;
import parable.generate.Sampler;
import parable.generate.Sampling;
import parable.ground.RandomStream;
import parable.model.OpenModel;
import parable.model.Tap;

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
        if (rows > 1) {
            batch();
        } else {
            alone(rows == 0 ? 0 : tokens);
        }
    }

    private void alone(int written) {
        RandomStream random = RandomStream.of(1, "bench/draw");
        try (ReadText reading = new ReadText(model.decoder())) {
            float[] logits = reading.after(prompts.getFirst());
            for (int i = 0; i < written; i++) {
                int token = new Draw(1, 1).from(logits, random);
                logits = i + 1 < written ? reading.next(token) : logits;
            }
        }
    }

    private void batch() {
        List<Sampler.Request> requests = new ArrayList<>();
        for (int[] prompt : prompts) {
            requests.add(new Sampler.Request(prompt, requests.size()));
        }
        new Sampler(model.decoder(), rows, Tap.NONE).write(requests, new Sampling(1, tokens, NO_STOP, Set.of()));
    }

    @Override
    public void close() {
        model.close();
    }
}
