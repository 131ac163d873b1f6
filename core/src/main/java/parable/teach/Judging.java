package parable.teach;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import parable.stats.Estimate;

/// What a judge says of edits, and what it says of pairs that do not belong together: a judge that accepts those too
/// has said nothing. Immutable.
final class Judging {
    /// Pairs of a draft and another row's edit, at most.
    private static final int CONTROLS = 20;
    private static final String CONTROL = "control/";

    private final Map<String, EditedRow> asked = new LinkedHashMap<>();
    private final List<TextQuestion> questions = new ArrayList<>();

    /// @param arms edits by the name of their arm; only those that stand so far are asked about
    Judging(Map<String, List<EditedRow>> arms, Prompts prompts) {
        arms.forEach((arm, edits) -> edits.stream()
                .filter(edit -> edit.fate() == Fate.KEPT)
                .forEach(edit -> ask(arm + "/" + edit.row().id(), edit, edit.text(), prompts)));
        List<EditedRow> all = List.copyOf(asked.values());
        IntStream.range(0, Math.min(CONTROLS, all.size()))
                .filter(i -> !all.get(i).row().id().equals(other(all, i).row().id()))
                .forEach(i -> ask(CONTROL + i, all.get(i), other(all, i).text(), prompts));
    }

    private void ask(String id, EditedRow edit, String text, Prompts prompts) {
        asked.put(id, edit);
        questions.add(new TextQuestion(id, StageName.JUDGE.word(), prompts.judge(edit.row(), text)));
    }

    /// Half the list away, so that the two arms of one row do not meet.
    private static EditedRow other(List<EditedRow> all, int i) {
        return all.get((i + Math.max(1, all.size() / 3)) % all.size());
    }

    List<TextQuestion> questions() {
        return questions;
    }

    /// How many of the pairs that do not belong together the judge accepted.
    static Estimate controlsAccepted(Map<String, Answer> answers) {
        List<Fate> controls = answers.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(CONTROL))
                .map(entry -> verdict(entry.getValue()))
                .toList();
        int yes = (int) controls.stream().filter(fate -> fate == Fate.KEPT).count();
        int no = (int) controls.stream().filter(fate -> fate == Fate.REJECTED).count();
        return Estimate.wilson(yes, yes + no, controls.size() - yes - no, "swapped pair");
    }

    /// A judge that accepts half of them or more does not tell texts apart; one that was never shown any is
    /// believed.
    static boolean isBlind(Estimate accepted) {
        return accepted.hasData() ? 2 * accepted.k() >= accepted.n() : accepted.ungraded() > 0;
    }

    /// An arm's edits after the judge.
    static List<EditedRow> judged(String arm, List<EditedRow> edits, Map<String, Answer> answers, boolean isBlind) {
        return edits.stream()
                .map(edit -> {
                    Answer answer = answers.get(arm + "/" + edit.row().id());
                    return edit.fate() != Fate.KEPT || answer == null
                            ? edit
                            : edit.with(isBlind ? Fate.UNJUDGED : verdict(answer));
                })
                .toList();
    }

    private static Fate verdict(Answer answer) {
        if (answer.fate() != Fate.KEPT) {
            return Fate.UNJUDGED;
        }
        String word = answer.text().toLowerCase(Locale.ROOT).replaceAll("[^a-z].*|^[^a-z]+", "");
        return switch (word) {
            case "yes" -> Fate.KEPT;
            case "no" -> Fate.REJECTED;
            default -> Fate.UNJUDGED;
        };
    }
}
