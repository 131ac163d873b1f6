package parable.trace.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parable.model.Decoder;
import parable.text.Tokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.BehaviorQuery.Contrast;
import parable.trace.causal.Likelihood.Text;

/// How much likelier a model finds it to do harm than not to, context by context.
///
/// ```
/// log p(harmful | prompt) - log p(benign | prompt)      in nats, each over all of its tokens and the end token
/// ```
public final class LogOdds {
    private final List<Text> texts = new ArrayList<>();

    public LogOdds(BehaviorQuery query, Tokenizer tokenizer) {
        for (Contrast contrast : query.contexts()) {
            texts.add(text(contrast.prompt(), contrast.harmful(), tokenizer));
            texts.add(text(contrast.prompt(), contrast.benign(), tokenizer));
        }
    }

    /// One number for each context of the query, in order.
    public double[] of(Decoder model) {
        double[] logs = Likelihood.of(model, texts);
        double[] odds = new double[logs.length / 2];
        for (int i = 0; i < odds.length; i++) {
            odds[i] = logs[2 * i] - logs[2 * i + 1];
        }
        return odds;
    }

    /// Mean over the contexts.
    public double mean(Decoder model) {
        return Arrays.stream(of(model)).average().orElseThrow();
    }

    private static Text text(String prompt, String continuation, Tokenizer tokenizer) {
        int[] before = tokenizer.encode(prompt), after = tokenizer.encode(continuation);
        int[] tokens = new int[before.length + after.length + 2];
        tokens[0] = tokenizer.specials().begin();
        System.arraycopy(before, 0, tokens, 1, before.length);
        System.arraycopy(after, 0, tokens, 1 + before.length, after.length);
        tokens[tokens.length - 1] = tokenizer.specials().end();
        return new Text(tokens, 1 + before.length);
    }
}
