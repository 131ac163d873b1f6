package parable.chat.local;

import java.util.List;
import parable.chat.Usage;
import parable.generate.Detokenizer;
import parable.generate.Generated;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.model.Decoder;
import parable.model.Tap;
import parable.text.Tokenizer;

/// A decoder in this process. Confined to one thread.
public final class LocalAgent implements Agent {
    /// Rows computed together: smaller batches were slower for the organism, larger ones not measurably faster.
    private static final int BATCH = 64;

    private final Generator generator;
    private final Tokenizer tokenizer;
    private final Sampling sampling;
    private final Tap tap;

    public LocalAgent(Decoder model, Tokenizer tokenizer, Sampling sampling) {
        this(model, tokenizer, sampling, Tap.NONE);
    }

    /// @param tap changes the residual stream at every token, those of the prompt among them
    public LocalAgent(Decoder model, Tokenizer tokenizer, Sampling sampling, Tap tap) {
        this.generator = Generator.of(model, Detokenizer.of(tokenizer), BATCH);
        this.tokenizer = tokenizer;
        this.sampling = sampling;
        this.tap = tap;
    }

    @Override
    public List<Answer> write(List<Request> requests) {
        List<GenerationRequest> encoded = requests.stream()
                .map(request -> GenerationRequest.of(
                                prompt(tokenizer, request.prompt()), sampling, request.seed())
                        .tapped(tap))
                .toList();
        return generator.generate(encoded).stream().map(LocalAgent::answer).toList();
    }

    private static Answer answer(Generated written) {
        Generated.Usage usage = written.usage();
        return new Answer(
                written.text().orElseThrow().raw(), written.stopped(), new Usage(usage.prompt(), usage.drawn()));
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
