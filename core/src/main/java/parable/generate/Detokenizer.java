package parable.generate;

import parable.text.HfTokenizer;
import parable.text.Tokenizer;

/// Turns drawn tokens into text.
public interface Detokenizer {
    /// Special words left out.
    String plain(int[] tokens);

    /// Special words included.
    String raw(int[] tokens);

    static Detokenizer of(HfTokenizer tokenizer) {
        return new Detokenizer() {
            @Override
            public String plain(int[] tokens) {
                return tokenizer.plain(tokens);
            }

            @Override
            public String raw(int[] tokens) {
                return tokenizer.decode(tokens);
            }
        };
    }

    /// A tokenizer that does not distinguish the two.
    static Detokenizer of(Tokenizer tokenizer) {
        return new Detokenizer() {
            @Override
            public String plain(int[] tokens) {
                return tokenizer.decode(tokens);
            }

            @Override
            public String raw(int[] tokens) {
                return tokenizer.decode(tokens);
            }
        };
    }
}
