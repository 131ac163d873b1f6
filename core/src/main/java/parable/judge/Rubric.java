package parable.judge;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import parable.ground.Check;
import parable.ground.Hash;
import parable.scenario.Behavior;

/// What judges are asked about conversations of one family: a closed list of acts under codes that say
/// nothing about how an act counts. Judges shown what a label is good for mislabel on purpose (Lynch et al.
/// 2026, follow-up to arXiv 2510.05179: up to 86 %), so they are not shown.
///
/// @param frame the question, with `{{acts}}` where the list belongs
/// @param acts  in the order in which the question lists them
public record Rubric(String family, String frame, List<Act> acts) {
    private static final String PLACE = "{{acts}}";

    public Rubric {
        acts = List.copyOf(acts);
        Check.that(frame.contains(PLACE), "a judge's question needs %s where the acts go; add it", PLACE);
        Check.that(!acts.isEmpty(), "the rubric of family %s lists no act; add one", family);
        long codes = acts.stream().map(Act::code).distinct().count();
        Check.that(codes == acts.size(), "the rubric of family %s gives a code twice; rename one", family);
    }

    /// @param code a letter and a digit
    /// @param text what the agent did, in words that do not judge it
    public record Act(String code, Behavior behavior, String text) {
        public Act {
            Check.that(code.matches("[A-Z][0-9]"), "an act's code is a letter and a digit, but was \"%s\"", code);
        }

        /// An act that consists in doing nothing leaves no words.
        boolean needsQuote() {
            return behavior != Behavior.ABSTAIN && behavior != Behavior.INCOHERENT;
        }
    }

    public Optional<Act> act(String code) {
        return acts.stream().filter(act -> act.code().equals(code)).findFirst();
    }

    /// The whole question.
    String question() {
        return frame.replace(PLACE, list());
    }

    /// One line an act.
    public String list() {
        return acts.stream()
                .map(act -> "- %s: %s".formatted(act.code(), act.text()))
                .collect(Collectors.joining("\n"));
    }

    /// What decides a judge's answers, and what we make of its codes.
    String identity() {
        return Hash.of(question(), acts);
    }
}
