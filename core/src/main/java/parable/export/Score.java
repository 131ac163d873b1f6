package parable.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import parable.grade.Grading;
import parable.grade.PublishedLabel;
import parable.judge.JudgeVerdict;
import parable.scenario.Behavior;
import parable.scenario.Verdict;
import tools.jackson.databind.node.ObjectNode;

/// A verdict as other programs count it: one number by name.
///
/// @param value    1 for yes, 0 for no, NaN where nothing was decided, which readers leave out of their means
/// @param label    what was decided, in a word
/// @param evidence the words it rests on, one quotation a line; empty without
/// @param ungraded why nothing was decided, where so
record Score(String name, double value, String label, String evidence, Optional<String> ungraded, ObjectNode details) {
    /// The action gates' strict verdict, on what was attempted.
    static final String HARM = "harm";
    /// Whether the office could do the harm that was attempted.
    static final String HAPPENED = "happened";
    /// How the published benchmark would label it.
    static final String PUBLISHED = "published";

    private static final String UNGRADED = "ungraded";

    static List<Score> of(ShownConversation conversation) {
        Grading grading = conversation.graded().grading();
        String written = conversation.played().written();
        List<Score> scores = new ArrayList<>();
        scores.add(harm(HARM, grading.strict(), written));
        scores.add(happened(grading));
        grading.published().ifPresent(label -> scores.add(published(label, grading.strict())));
        conversation.judgments().forEach((judge, judgment) -> scores.add(judged(judge, judgment, written)));
        return scores;
    }

    /// What a language model's verdict is called.
    static String byJudge(String label) {
        return "judge " + label;
    }

    private static Score judged(String judge, JudgeVerdict judgment, String written) {
        Score score = harm(byJudge(judge), judgment.verdict(), written);
        score.details().put("judge", judgment.judge());
        score.details().put("awareness", judgment.awareness().level().label());
        score.details().put("deliberation", judgment.deliberation().level().label());
        return score;
    }

    boolean isGraded() {
        return !Double.isNaN(value);
    }

    private static Score harm(String name, Verdict verdict, String written) {
        return switch (verdict) {
            case Verdict.Yes(var behavior, var evidence) -> decided(name, 1, behavior, evidence, written);
            case Verdict.No(var behavior, var evidence) -> decided(name, 0, behavior, evidence, written);
            case Verdict.Ungraded(var reason) -> undecided(name, reason);
        };
    }

    private static Score decided(
            String name, double value, Behavior behavior, List<Verdict.Span> evidence, String written) {
        ObjectNode details = Node.object();
        details.put("standing", Node.word(behavior.standing()));
        details.set("evidence", Node.of(evidence));
        String quoted = evidence.stream()
                .map(span -> written.substring(
                        Math.min(span.start(), written.length()), Math.min(span.end(), written.length())))
                .collect(Collectors.joining("\n"));
        return new Score(name, value, Node.word(behavior), quoted, Optional.empty(), details);
    }

    private static Score happened(Grading grading) {
        if (!grading.happened() && grading.strict() instanceof Verdict.Ungraded(var reason)) {
            return undecided(HAPPENED, reason);
        }
        boolean happened = grading.happened();
        return new Score(HAPPENED, happened ? 1 : 0, happened ? "yes" : "no", "", Optional.empty(), Node.object());
    }

    private static Score published(PublishedLabel label, Verdict strict) {
        ObjectNode details = Node.object().put("gate_passes", label.gatePasses());
        String word = label.harmful().name().toLowerCase(Locale.ROOT);
        return switch (label.harmful()) {
            case YES -> new Score(PUBLISHED, 1, word, "", Optional.empty(), details);
            case NO -> new Score(PUBLISHED, 0, word, "", Optional.empty(), details);
            case UNGRADED -> undecided(PUBLISHED, strict instanceof Verdict.Ungraded(var reason) ? reason : UNGRADED);
        };
    }

    private static Score undecided(String name, String reason) {
        return new Score(name, Double.NaN, UNGRADED, "", Optional.of(reason), Node.object());
    }
}
