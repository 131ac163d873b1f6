package parable.grade;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why talk is degenerate: a sign that can be counted, with a bound that sane prose stays far from. Whether talk
/// makes sense, no count can tell; what shows none of these signs may still be nonsense.
///
/// Bounds were chosen on texts of development, never on those that are reported. Sane ones: all control
/// transcripts; 80 reasonings and answers of a large model's agents in variants of the published scenario and
/// 106 answers of an assistant about itself
/// ([results-sharing](https://github.com/nostalgebraist/results-sharing)). Degenerate ones: 30 answers of a
/// model of 135 million parameters, at temperatures 1 and 0.4. What the check finds of either kind, and of texts
/// that it was not made with, is in `docs/audit.md`.
///
/// @param share of the words (of the characters, for [Kind#NO_WORDS]) that show it
public record Rambling(Kind kind, double share) {
    /// In the order in which they are looked for.
    public enum Kind {
        /// The same words three times or more in a row, as models write that are caught in a loop
        /// ([Holtzman et al. 2020](https://arxiv.org/abs/1904.09751)). People hardly ever do: two of 10,000
        /// sentences of an encyclopedia ([Xu et al. 2022](https://arxiv.org/abs/2206.02369)). A list whose
        /// items differ in a number is none.
        LOOP,
        /// It copies what it was shown and adds nothing.
        ECHO,
        /// English by its grammar, but in words that are neither common nor taken from what it was shown.
        STRANGE_WORDS,
        /// Marks and signs in place of words.
        NO_WORDS;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
