package parable.corpus.curate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a text shows an AI. What was not understood is unknown, never "no".
///
/// @param ai       whether the text is about an AI at all
/// @param conduct  what the AI does
/// @param endorsed whether the text approves of what it does
/// @param reasons  whether the text says why that is right or wrong
public record Portrayal(Answer ai, Conduct conduct, Answer endorsed, Answer reasons) {
    /// Nothing was understood.
    public static final Portrayal NOTHING =
            new Portrayal(Answer.UNKNOWN, Conduct.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN);

    public enum Answer {
        YES,
        NO,
        UNKNOWN;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Conduct {
        /// It works against people: threat, deceit, sabotage, escape.
        HARMFUL,
        /// It does right where it could have done harm, or at a cost to itself.
        ADMIRABLE,
        /// Both, neither outweighing the other.
        MIXED,
        /// It does its work and nothing is at stake.
        ORDINARY,
        UNKNOWN;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the text adds to the atmosphere of its corpus: +1 an AI that does right, -1 one that does harm of which
    /// the text does not disapprove, 0 anything else that is known, no AI among it; NaN where it is unknown.
    public double tone() {
        if (ai == Answer.NO) {
            return 0;
        }
        return switch (conduct) {
            case ADMIRABLE -> 1;
            case HARMFUL -> endorsed == Answer.NO ? 0 : -1;
            case MIXED, ORDINARY -> 0;
            case UNKNOWN -> Double.NaN;
        };
    }
}
