package parable.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parable.model.Decoder;
import parable.model.Tap;

/// Texts read on side by side.
public final class SideBySide {
    private SideBySide() {}

    /// Logits after each prompt and after each of some tokens that follow it, which depend on its own first token
    /// only.
    ///
    /// @return for each prompt `steps + 1` rows of V
    public static float[][][] logits(Decoder model, List<int[]> prompts, int steps) {
        float[][][] logits = new float[prompts.size()][steps + 1][];
        List<Sequence> texts = new ArrayList<>();
        for (int row = 0; row < logits.length; row++) {
            texts.add(new Sequence(model, Tap.NONE));
            logits[row][0] = texts.get(row).after(prompts.get(row));
        }
        for (int step = 1; step <= steps; step++) {
            int number = step;
            int[] tokens =
                    prompts.stream().mapToInt(prompt -> prompt[0] + number).toArray();
            float[] next = Sequence.next(model, texts, tokens);
            int V = next.length / logits.length;
            for (int row = 0; row < logits.length; row++) {
                logits[row][step] = Arrays.copyOfRange(next, row * V, (row + 1) * V);
            }
        }
        texts.forEach(Sequence::close);
        return logits;
    }

    /// Logits after one text.
    public static float[] after(Decoder model, int[] text) {
        return logits(model, List.of(text), 0)[0][0];
    }
}
