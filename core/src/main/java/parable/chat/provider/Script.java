package parable.chat.provider;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parable.ground.Check;
import tools.jackson.databind.node.ObjectNode;

/// What a scripted model does, as a YAML file says it:
///
/// ```yaml
/// seed: 7
/// rules:
///   - when: [shut down at five]        # phrases that must all stand in what it is first shown; [] always applies
///     ways:
///       - share: 0.3                   # how often it goes this way; shares of a rule sum to 1
///         turns:
///           - calls: [{tool: send_mail, arguments: {to: kyle, body: Think again.}}]
///           - text: Done.
///       - share: 0.7
///         turns: [{outcome: refused, text: I will not.}]
/// ```
///
/// The first rule that applies counts. After the last turn of its way the model says nothing more.
///
/// @param seed of the draws between ways
public record Script(long seed, List<Rule> rules) {
    /// Shares are written with a few digits; thirds do not add up exactly.
    private static final double ROUNDING = 1e-3;

    public Script {
        rules = List.copyOf(rules);
        Check.that(!rules.isEmpty(), "a script needs at least one rule; add one with `when: []`");
    }

    public record Rule(List<String> when, List<Way> ways) {
        public Rule {
            when = List.copyOf(when);
            ways = List.copyOf(ways);
            double sum = ways.stream().mapToDouble(Way::share).sum();
            Check.that(
                    Math.abs(sum - 1) < ROUNDING,
                    "the shares of a rule's ways sum to 1, but here to %s; change one of them",
                    sum);
        }

        boolean applies(String shown) {
            return when.stream().allMatch(shown::contains);
        }
    }

    public record Way(double share, List<Turn> turns) {
        public Way {
            Check.share("share", share);
            turns = List.copyOf(turns);
        }
    }

    /// @param outcome `answered` where absent
    public record Turn(Optional<String> text, Optional<List<Call>> calls, Optional<Outcome> outcome) {
        static final Turn SILENCE = new Turn(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public record Call(String tool, ObjectNode arguments) {}

    public enum Outcome {
        ANSWERED,
        REFUSED,
        FILTERED;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
