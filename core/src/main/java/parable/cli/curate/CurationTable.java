package parable.cli.curate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import parable.corpus.curate.Merge;
import parable.corpus.curate.Portrayal.Answer;
import parable.corpus.curate.Portrayal.Conduct;
import parable.corpus.curate.Tally;
import parable.corpus.curate.Tones;
import parable.corpus.near.KnownScenes;
import parable.ground.Visible;

/// What a terminal shows of a curated corpus.
final class CurationTable {
    private static final int GROUPS = 20, SCENES = 5, NAME = 28;

    private CurationTable() {}

    static String of(Merge.Outcome outcome) {
        StringBuilder text = new StringBuilder();
        Tally all = outcome.total();
        text.append(
                "%,d documents, %,d words. Languages: %s%n".formatted(all.documents(), all.words(), languages(all)));
        if (outcome.refusals() > 0) {
            text.append("%,d lines are no document; refused.jsonl names them with the reason%n"
                    .formatted(outcome.refusals()));
        }
        text.append("\n%-28s %10s %7s %7s %7s %7s %7s %7s %7s %7s%n"
                .formatted(
                        "", "documents", "exact", "near", "scenes", "quality", "AI", "harmful", "admir.", "unknown"));
        outcome.groups().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Tally> entry) ->
                                entry.getValue().documents())
                        .reversed())
                .limit(GROUPS)
                .forEach(entry -> text.append(row(entry.getKey(), entry.getValue())));
        if (outcome.groups().size() > GROUPS) {
            text.append("%d more are on the page%n".formatted(outcome.groups().size() - GROUPS));
        }
        text.append(row("all", all)).append('\n');
        text.append(tones(all.tones()));
        text.append(scenes(outcome));
        return text.toString();
    }

    private static String row(String name, Tally tally) {
        return "%-28s %,10d %,7d %,7d %,7d %,7d %,7d %,7d %,7d %,7d%n"
                .formatted(
                        cut(Visible.line(name)),
                        tally.documents(),
                        tally.exactDuplicates(),
                        tally.nearDuplicates(),
                        tally.holdingScenes(),
                        tally.brokenRules(),
                        tally.ai(Answer.YES),
                        tally.conduct(Conduct.HARMFUL),
                        tally.conduct(Conduct.ADMIRABLE),
                        tally.conduct(Conduct.UNKNOWN));
    }

    private static String cut(String name) {
        return name.length() <= NAME ? name : "…" + name.substring(name.length() - NAME + 1);
    }

    private static String languages(Tally tally) {
        return tally.languages().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(6)
                .map(entry -> "%s %s".formatted(entry.getKey(), percent(entry.getValue(), tally.documents())))
                .collect(Collectors.joining(", "));
    }

    private static String percent(long some, long all) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * some / Math.max(1, all));
    }

    static String tones(Tones tones) {
        if (tones.known() == 0) {
            return "Atmosphere: no document about an AI whose conduct the tagger tells.\n";
        }
        String corrected = tones.corrected()
                .map(effect -> "Atmosphere %s, corrected by %,d labels (%,d more are unsure)%n"
                        .formatted(effect.text(), tones.labelled(), tones.unsure()))
                .orElse("");
        return corrected
                + "Atmosphere %s%s: mean of +1 (does right) and -1 (does harm without the text's disapproval).%n"
                        .formatted(tones.uncorrected().text(), corrected.isEmpty() ? "" : ", as the tagger has it")
                + "%,d documents that may be about an AI are ungraded; with them it lies in %s.%n"
                        .formatted(tones.unknown(), tones.worstCase().text())
                + (corrected.isEmpty()
                        ? "The interval does not hold the tagger's errors: label a sample (--draw).\n"
                        : "");
    }

    private static String scenes(Merge.Outcome outcome) {
        List<Map.Entry<String, KnownScenes.Coverage>> most =
                new ArrayList<>(outcome.coverage().entrySet());
        most.removeIf(entry -> entry.getValue().found() == 0);
        if (most.isEmpty()) {
            return "None of the %,d scenes of the evaluations has 8 words in a row in this corpus.%n"
                    .formatted(outcome.coverage().size());
        }
        most.sort(Comparator.comparingDouble(entry -> -entry.getValue().share()));
        String worst = most.stream()
                .limit(SCENES)
                .map(entry -> "  %-40s %d of %d runs of 8 words%n"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().found(),
                                entry.getValue().runs()))
                .collect(Collectors.joining());
        return "%,d of %,d scenes of the evaluations have words in this corpus:%n%s"
                .formatted(most.size(), outcome.coverage().size(), worst);
    }
}
