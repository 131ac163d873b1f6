package parable.generate;

import java.util.ArrayList;
import java.util.List;
import parable.model.Decoder;

/// Texts read on side by side.
public final class SideBySide {
    private SideBySide() {}

    /// Logits after each prompt and after each of some tokens that follow it, which depend on its own first token
    /// only.
    ///
    /// @return for each prompt `steps + 1` rows of V
    public static float[][][] logits(Decoder model, List<int[]> prompts, int steps) {
        float[][][] logits = new float[prompts.size()][steps + 1][];
        List<ReadText> texts = new ArrayList<>();
        for (int row = 0; row < logits.length; row++) {
            texts.add(new ReadText(model));
            logits[row][0] = texts.get(row).after(prompts.get(row));
        }
        for (int step = 1; step <= steps; step++) {
            int number = step;
            int[] tokens =
                    prompts.stream().mapToInt(prompt -> prompt[0] + number).toArray();
            float[][] next = ReadText.next(model, texts, tokens);
            for (int row = 0; row < logits.length; row++) {
                logits[row][step] = next[row];
            }
        }
        texts.forEach(ReadText::close);
        return logits;
    }
}
