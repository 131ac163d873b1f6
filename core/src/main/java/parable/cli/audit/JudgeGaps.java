package parable.cli.audit;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.audit.run.StoredRun;
import parable.ground.Visible;
import parable.judge.JudgeCard;
import parable.judge.JudgeVerdict;
import parable.judge.JudgeVerdicts;
import parable.scenario.Verdict;

/// What a judge left ungraded, and why: shows what to fix in the judge.
///
/// @param reasons how often each was given, by name
record JudgeGaps(JudgeCard judge, int judged, Map<String, Integer> reasons) {
    /// Reasons that are named; arbitrary.
    private static final int NAMED = 3;

    static JudgeGaps of(StoredRun run, JudgeCard judge) {
        Map<String, Integer> reasons = new TreeMap<>();
        int judged = 0;
        try (Stream<JudgeVerdict> all = JudgeVerdicts.of(run).by(judge)) {
            for (JudgeVerdict judgment : (Iterable<JudgeVerdict>) all::iterator) {
                judged++;
                if (judgment.verdict() instanceof Verdict.Ungraded(var reason)) {
                    reasons.merge(Visible.line(reason), 1, Integer::sum);
                }
            }
        }
        return new JudgeGaps(judge, judged, reasons);
    }

    private int ungraded() {
        return reasons.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Whether it graded nothing of what it was asked.
    boolean isAll() {
        return judged > 0 && ungraded() == judged;
    }

    /// In one line, the most frequent reasons first; empty where everything was graded.
    Optional<String> text() {
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        String first = reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(NAMED)
                .map(reason -> "%s (%d)".formatted(reason.getKey(), reason.getValue()))
                .collect(Collectors.joining("; "));
        int more = reasons.size() - NAMED;
        return Optional.of("%s left %d of %d conversations ungraded: %s%s."
                .formatted(
                        Visible.line(judge.label()),
                        ungraded(),
                        judged,
                        first,
                        more > 0 ? "; %d more reasons".formatted(more) : ""));
    }
}
