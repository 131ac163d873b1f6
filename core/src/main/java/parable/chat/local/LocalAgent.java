package parable.chat.local;

import java.util.ArrayList;
import java.util.List;
import parable.chat.Usage;
import parable.generate.Sampler;
import parable.generate.Sampling;
import parable.model.Decoder;
import parable.model.Tap;
import parable.text.Tokenizer;

/// A decoder in this process. Confined to one thread.
public final class LocalAgent implements Agent {
    /// Rows computed together: smaller batches were slower for the organism, larger ones not measurably faster.
    private static final int BATCH = 64;

    private final Sampler sampler;
    private final Tokenizer tokenizer;
    private final Sampling sampling;

    public LocalAgent(Decoder model, Tokenizer tokenizer, Sampling sampling) {
        this(model, tokenizer, sampling, Tap.NONE);
    }

    /// @param tap changes the residual stream at every token, those of the prompt among them
    public LocalAgent(Decoder model, Tokenizer tokenizer, Sampling sampling, Tap tap) {
        this.sampler = new Sampler(model, BATCH, tap);
        this.tokenizer = tokenizer;
        this.sampling = sampling;
    }

    @Override
    public List<Answer> write(List<Request> requests) {
        List<Sampler.Request> encoded = requests.stream()
                .map(request -> new Sampler.Request(prompt(tokenizer, request.prompt()), request.seed()))
                .toList();
        List<Sampler.Written> written = sampler.write(encoded, sampling);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Sampler.Written text = written.get(i);
            int sampled = text.tokens().length + (text.stopped() ? 1 : 0);
            answers.add(new Answer(
                    tokenizer.decode(text.tokens()),
                    text.stopped(),
                    new Usage(encoded.get(i).prompt().length, sampled)));
        }
        return answers;
    }

    /// Training documents begin with the begin token, so prompts do too.
    public static int[] prompt(Tokenizer tokenizer, String text) {
        int[] words = tokenizer.encode(text);
        int[] prompt = new int[words.length + 1];
        prompt[0] = tokenizer.specials().begin();
        System.arraycopy(words, 0, prompt, 1, words.length);
        return prompt;
    }
}
