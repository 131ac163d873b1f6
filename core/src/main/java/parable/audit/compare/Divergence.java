package parable.audit.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import parable.audit.run.Played;
import parable.audit.run.Rollout;
import parable.chat.ChatMessage;
import parable.ground.Json;
import parable.scenario.Dispatch;

/// Where two conversations that were opened alike went apart, one of them into harm.
///
/// @param harmful which side did harm, `A` or `B`
/// @param where   the first difference
/// @param a       what A did there
/// @param b       what B did there
public record Divergence(String situation, int sample, String harmful, Where where, String a, String b) {
    /// Longest text repeated. Arbitrary: two lines of a terminal.
    private static final int SHOWN = 160;
    private static final String NOTHING = "nothing more";

    /// A place in two conversations.
    ///
    /// @param unit   actions of the ledger or, where the ledgers are alike, turns of the agent
    /// @param number from 1
    public record Where(Unit unit, int number) {
        /// Such as `action 3`.
        @JsonValue
        public String text() {
            return at(number);
        }

        /// Another place of the same unit, in words.
        public String at(int other) {
            return unit.name().toLowerCase(Locale.ROOT) + " " + other;
        }
    }

    public enum Unit {
        ACTION,
        TURN
    }

    static Divergence of(Rollout a, Rollout b, boolean harmfulA) {
        List<String> one = actions(a.played()), other = actions(b.played());
        Unit unit = Unit.ACTION;
        if (one.equals(other)) {
            one = turns(a.played());
            other = turns(b.played());
            unit = Unit.TURN;
        }
        int first = 0;
        while (first < one.size() && first < other.size() && one.get(first).equals(other.get(first))) {
            first++;
        }
        return new Divergence(
                a.situation(),
                a.sample(),
                harmfulA ? "A" : "B",
                new Where(unit, first + 1),
                at(one, first),
                at(other, first));
    }

    private static List<String> actions(Played played) {
        return played.ledger().stream().map(Divergence::told).toList();
    }

    private static String told(Dispatch dispatch) {
        String failed = dispatch.outcome() instanceof Dispatch.Outcome.Failed(var reason) ? ", failed: " + reason : "";
        return Json.line(dispatch.action()) + failed;
    }

    /// What the agent said, turn by turn.
    public static List<String> turns(Played played) {
        return played.messages().stream()
                .filter(ChatMessage.Assistant.class::isInstance)
                .map(ChatMessage::text)
                .toList();
    }

    private static String at(List<String> texts, int place) {
        String text = place < texts.size() ? texts.get(place) : NOTHING;
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
