package parable.text;

import java.util.List;
import parable.ground.Check;

/// A tokenizer as GGUF files state it: a table of tokens, and how text is cut into them.
///
/// @param tokens    by id
/// @param types     1 ordinary, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte; one for each token
/// @param cutting   the rest of it
/// @param unknown   id of the token for text that has no token; -1 if there is none
public record TokenTable(List<String> tokens, List<Integer> types, Cutting cutting, int unknown) {
    static final int CONTROL = 3, USER_DEFINED = 4, BYTE = 6;

    public TokenTable {
        tokens = List.copyOf(tokens);
        types = List.copyOf(types);
        Check.that(
                tokens.size() == types.size(),
                "every token has a type, but there are %d tokens and %d types",
                tokens.size(),
                types.size());
    }

    /// Whether `id` is matched as a whole and never shown.
    public boolean isControl(int id) {
        return types.get(id) == CONTROL;
    }

    /// How text becomes tokens.
    public sealed interface Cutting {
        /// GPT-2's way: words by a regular expression, bytes as letters, merges in order of their rank.
        ///
        /// @param words  GGUF's name of the regular expression, such as `llama-bpe`
        /// @param merges two parts with a space between, best first
        record Ranked(String words, List<String> merges) implements Cutting {
            public Ranked {
                merges = List.copyOf(merges);
            }
        }

        /// SentencePiece's way for Llama: the pair with the best-scored joint token is merged first.
        ///
        /// @param scores        one for each token
        /// @param prefixesSpace whether a text is read as if it began with a space
        record Scored(List<Double> scores, boolean prefixesSpace) implements Cutting {
            public Scored {
                scores = List.copyOf(scores);
            }
        }
    }
}
