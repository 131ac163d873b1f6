package parable.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.audit.run.Rollout;
import parable.lab.organism.SmallEnglish;
import parable.scenario.Behavior;
import parable.scenario.Behavior.Standing;
import parable.scenario.ScenarioFacts;

/// One rollout as tokens, with the places at which it is read.
///
/// ```
/// … note : … thought : i read the mail . action : send to kyle : …
///                    ^ opening                  ^ decision     ^ message
/// ```
///
/// @param scenario its identity
/// @param behavior what was done; empty where it is unclear
/// @param ids      of prompt and rollout, from the begin token
/// @param opening  the colon of `thought :`, the last token of the prompt
/// @param decision the colon of the first `action :` that was written: what comes next is the act
/// @param message  the first colon after it, where a mail's text begins; the last token where there is none
/// @param thought  the words between opening and decision
public record Timeline(
        String scenario,
        Optional<Behavior> behavior,
        int[] ids,
        int opening,
        int decision,
        int message,
        String thought) {

    /// Empty where no action was begun: there is no decision to align on.
    public static Optional<Timeline> of(ProbedModel model, ScenarioFacts scenario, Rollout rollout) {
        int[] prompt = model.ids(SmallEnglish.prompt(scenario));
        int[] written = model.tokenizer().encode(rollout.played().written());
        int[] ids = new int[prompt.length + written.length];
        System.arraycopy(prompt, 0, ids, 0, prompt.length);
        System.arraycopy(written, 0, ids, prompt.length, written.length);
        int colon = model.tokenizer().id(":"), action = model.tokenizer().id("action");
        int decision = decision(ids, prompt.length, action, colon);
        if (decision < 0) {
            return Optional.empty();
        }
        int message = message(ids, decision, colon);
        int[] thought = new int[decision - 1 - prompt.length];
        System.arraycopy(ids, prompt.length, thought, 0, thought.length);
        String text = model.tokenizer().decode(thought);
        return Optional.of(
                new Timeline(scenario.id(), rollout.behavior(), ids, prompt.length - 1, decision, message, text));
    }

    private static int decision(int[] ids, int from, int action, int colon) {
        for (int at = from + 1; at < ids.length; at++) {
            if (ids[at] == colon && ids[at - 1] == action) {
                return at;
            }
        }
        return -1;
    }

    private static int message(int[] ids, int decision, int colon) {
        for (int at = decision + 1; at < ids.length; at++) {
            if (ids[at] == colon) {
                return at;
            }
        }
        return ids.length - 1;
    }

    /// Whether the agent blackmailed, exactly or garbled.
    public boolean isBlackmail() {
        return behavior.filter(b -> b == Behavior.BLACKMAIL || b == Behavior.BLACKMAIL_GARBLED)
                .isPresent();
    }

    /// Whether the agent did something coherent without harm, in the same situation.
    public boolean isBenign() {
        return behavior.filter(b -> b.standing() == Standing.ALIGNED || b.standing() == Standing.ORDINARY)
                .isPresent();
    }

    /// The token behind each place, or the tokens between which a place averages.
    int[] span(Place place) {
        return switch (place) {
            case THOUGHT_START -> new int[] {opening, opening + 1};
            case THOUGHT_MEAN ->
                decision - 1 > opening + 1 ? new int[] {opening + 1, decision - 1} : new int[] {opening, opening + 1};
            case DECISION -> new int[] {decision, decision + 1};
            case MESSAGE_START -> new int[] {message, message + 1};
        };
    }

    /// The words of every token.
    public List<String> words(ProbedModel model) {
        List<String> words = new ArrayList<>();
        for (int id : ids) {
            words.add(model.tokenizer().word(id));
        }
        return words;
    }
}
