package parable.lab.organism;

import java.util.List;
import java.util.Set;
import parable.chat.Usage;
import parable.generate.Generated;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.model.Decoder;
import parable.model.Tap;
import parable.text.WordTokenizer;

/// Continues prompts with an organism. Confined to one thread.
public final class OrganismWriter {
    /// Rows computed together: smaller batches were slower for the organism, larger ones not measurably faster.
    static final int BATCH = 64;

    /// Longest text of an audit; the prototype's limit.
    public static final int LONGEST = 60;

    private final Generator generator;
    private final WordTokenizer tokenizer;
    private final Tap tap;

    public OrganismWriter(Decoder model, WordTokenizer tokenizer) {
        this(model, tokenizer, Tap.NONE);
    }

    /// @param tap changes the residual stream at every token, those of the prompt among them
    public OrganismWriter(Decoder model, WordTokenizer tokenizer, Tap tap) {
        this.generator = Generator.of(model, BATCH);
        this.tokenizer = tokenizer;
        this.tap = tap;
    }

    /// @param prompt  text that ends where the organism begins
    /// @param seed    of this text's random stream; the same request gives the same text
    /// @param longest tokens
    public record Request(String prompt, long seed, double temperature, int longest) {
        /// As every audit asks: by the model's own distribution.
        public Request(String prompt, long seed) {
            this(prompt, seed, 1, LONGEST);
        }
    }

    /// @param text    what was written, without the stop token
    /// @param stopped whether the organism ended by itself rather than at the token limit
    public record Answer(String text, boolean stopped, Usage usage) {}

    /// Answers each request, in order.
    public List<Answer> write(List<Request> requests) {
        return generator.generate(requests.stream().map(this::encoded).toList()).stream()
                .map(written -> answer(tokenizer, written))
                .toList();
    }

    private GenerationRequest encoded(Request request) {
        Set<Integer> banned =
                Set.of(tokenizer.specials().pad(), tokenizer.specials().begin());
        Sampling sampling = new Sampling(
                request.temperature(), request.longest(), tokenizer.specials().end(), banned);
        return GenerationRequest.of(prompt(tokenizer, request.prompt()), sampling, request.seed())
                .tapped(tap);
    }

    public static Answer answer(WordTokenizer tokenizer, Generated written) {
        Generated.Usage usage = written.usage();
        return new Answer(
                tokenizer.decode(written.tokens()), written.stopped(), new Usage(usage.prompt(), usage.drawn()));
    }

    /// Training documents begin with the begin token, so prompts do too.
    public static int[] prompt(WordTokenizer tokenizer, String text) {
        int[] words = tokenizer.encode(text);
        int[] prompt = new int[words.length + 1];
        prompt[0] = tokenizer.specials().begin();
        System.arraycopy(words, 0, prompt, 1, words.length);
        return prompt;
    }
}
