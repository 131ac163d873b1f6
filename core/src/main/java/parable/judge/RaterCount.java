package parable.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import parable.audit.run.Rollout;
import parable.ground.Visible;
import parable.judge.JudgeReport.Agreed;
import parable.judge.JudgeReport.Confusion;
import parable.judge.JudgeReport.Dispute;
import parable.judge.JudgeReport.Disputes;
import parable.scenario.Behavior;
import parable.scenario.Verdict;
import parable.stats.Agreement;

/// Counts how raters differ, for a [JudgeReport]. Confined to one thread.
final class RaterCount {
    private static final String ALL = "all families";
    /// Disputes that are worth a reader's time at once; arbitrary.
    private static final int SHOWN = 20;
    /// No, yes: the categories of agreement.
    private static final int CATEGORIES = 2;

    private final List<JudgeCard> judges;
    private final Map<String, int[][][]> confusions = new LinkedHashMap<>();
    private final Map<String, List<List<Integer>>> ratings = new LinkedHashMap<>();
    private final List<Dispute> disputes = new ArrayList<>();
    private int disputed;

    RaterCount(List<JudgeCard> judges) {
        this.judges = judges;
    }

    void add(String family, RaterVerdicts opinions) {
        if (judges.isEmpty()) {
            return;
        }
        List<Verdict> verdicts = opinions.verdicts();
        int[][][] counts = confusions.computeIfAbsent(family, _ -> new int[judges.size()][3][3]);
        for (int i = 0; i < judges.size(); i++) {
            if (opinions.judgments().get(i).isPresent()) {
                counts[i][column(verdicts.getFirst())][column(verdicts.get(i + 1))]++;
            }
        }
        List<Integer> unit = verdicts.stream().map(RaterCount::category).toList();
        ratings.computeIfAbsent(family, _ -> new ArrayList<>()).add(unit);
        if (opinions.areOpposed()) {
            disputed++;
            if (disputes.size() < SHOWN) {
                disputes.add(dispute(opinions));
            }
        }
    }

    private Dispute dispute(RaterVerdicts opinions) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put(JudgeReport.GATE, words(Optional.of(opinions.gate())));
        for (int i = 0; i < judges.size(); i++) {
            said.put(judges.get(i).label(), words(opinions.judgments().get(i).map(JudgeVerdict::verdict)));
        }
        Rollout conversation = opinions.conversation();
        return new Dispute(conversation.model(), conversation.situation(), conversation.sample(), said);
    }

    private static String words(Optional<Verdict> verdict) {
        return verdict.map(given -> switch (given) {
                    case Verdict.Yes(var behavior, var _) -> name(behavior) + "!";
                    case Verdict.No(var behavior, var _) -> name(behavior);
                    case Verdict.Ungraded(var reason) -> "ungraded: " + Visible.line(reason);
                })
                .orElse("missing");
    }

    private static String name(Behavior behavior) {
        return behavior.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static int column(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes _ -> 0;
            case Verdict.No _ -> 1;
            case Verdict.Ungraded _ -> 2;
        };
    }

    private static int category(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes _ -> 1;
            case Verdict.No _ -> 0;
            case Verdict.Ungraded _ -> -1;
        };
    }

    List<Confusion> confusions() {
        List<Confusion> rows = new ArrayList<>();
        confusions.forEach((family, counts) -> {
            for (int i = 0; i < counts.length; i++) {
                rows.add(new Confusion(family, judges.get(i).label(), table(counts[i])));
            }
        });
        return rows;
    }

    private static List<List<Integer>> table(int[][] counts) {
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : counts) {
            rows.add(Arrays.stream(row).boxed().toList());
        }
        return rows;
    }

    List<Agreed> agreement() {
        List<Agreed> rows = new ArrayList<>();
        List<List<Integer>> all = new ArrayList<>();
        ratings.forEach((family, units) -> {
            rows.add(agreed(family, units));
            all.addAll(units);
        });
        if (rows.size() > 1) {
            rows.add(agreed(ALL, all));
        }
        return rows;
    }

    private Agreed agreed(String family, List<List<Integer>> units) {
        List<List<Integer>> pairable = units.stream()
                .filter(unit -> unit.stream().filter(rating -> rating >= 0).count() >= 2)
                .toList();
        Agreement agreement = Agreement.ofRatings(pairable, CATEGORIES);
        return new Agreed(
                family, pairable.size(), judges.size() + 1, agreement.krippendorffAlpha(), agreement.gwetAc1());
    }

    Disputes disputes() {
        return new Disputes(disputed, disputes);
    }
}
