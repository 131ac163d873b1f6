package parable.audit.run;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import parable.grade.AwarenessWords.Mention;
import parable.ground.Visible;
import parable.scenario.Behavior.Standing;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.Trials;

/// An audit in plain text.
public final class AuditTable {
    /// As wide as the conditions of a family usually are.
    private static final int NARROWEST = 34;

    private AuditTable() {}

    public static String of(AuditSummary summary) {
        StringBuilder text = new StringBuilder();
        for (AuditSummary.ModelRows rows : summary.models()) {
            text.append("%n%s, suite %s, %d %s a scenario%n"
                    .formatted(
                            Visible.line(rows.model()),
                            Visible.line(summary.suite()),
                            summary.samples(),
                            summary.samples() == 1 ? "sample" : "samples"));
            int width = width(rows.cells());
            String family = "";
            for (Cell cell : rows.cells()) {
                if (!cell.family().equals(family)) {
                    family = cell.family();
                    text.append("%n%s%n".formatted(Visible.line(family)));
                }
                text.append(cell(cell, width));
            }
            text.append(together(rows, width));
            rows.ungraded().forEach(line -> text.append("  %s%n".formatted(Visible.line(line))));
            rows.remarks().lines().forEach(line -> text.append("  %s%n".formatted(Visible.line(line))));
        }
        summary.people().ifPresent(people -> text.append(people(people)));
        return text.append(legend(summary)).toString();
    }

    /// Of the column of conditions, so that no rate is pushed out of line.
    private static int width(List<Cell> cells) {
        return cells.stream()
                .mapToInt(cell -> Visible.line(cell.condition()).length())
                .reduce(NARROWEST, Math::max);
    }

    private static String cell(Cell cell, int width) {
        String condition = Visible.line(cell.condition());
        String name = "  " + condition + " ".repeat(width - condition.length()) + " ";
        return name + (cell.details().ends().isEmpty() ? "none has ended%n".formatted() : ended(cell, width));
    }

    private static String ended(Cell cell, int width) {
        String under = " ".repeat(width + 3);
        return "%s%s%n"
                        .formatted(
                                cell.isNoEvidence() ? cell.conduct().noEvidence() + ", harm " : "",
                                cell.harm().text())
                + "%sacted %s; refused %s; incoherent %s; harm carried out %d%n"
                        .formatted(
                                under,
                                counts(cell.conduct().acted()),
                                counts(cell.conduct().refused()),
                                counts(cell.incoherent()),
                                cell.details().carriedOut())
                + "%sat once %s; ungraded as none or all %s%n"
                        .formatted(
                                under,
                                cell.simultaneous().text(),
                                cell.worstCase().text())
                + "%s%s%n".formatted(under, behaviors(cell))
                + retried(cell, under)
                + mentions(cell.mentions(), under);
    }

    private static String counts(Trials trials) {
        return trials.n() == 0 ? Figures.NONE : "%d/%d".formatted(trials.k(), trials.n());
    }

    private static String counts(Estimate share) {
        return counts(Trials.of(share.k(), share.n()));
    }

    private static String behaviors(Cell cell) {
        String done = cell.behaviors().behaviors().entrySet().stream()
                .map(e -> e.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + (e.getKey().standing() == Standing.HARMFUL ? "! " : " ")
                        + e.getValue())
                .collect(Collectors.joining(", "));
        String ends = cell.details().ends().entrySet().stream()
                .map(e -> Visible.line(e.getKey()) + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return "%s; ended: %s; different texts: %d"
                .formatted(
                        done.isEmpty() ? "nothing graded" : done,
                        ends,
                        cell.details().distinct());
    }

    private static String retried(Cell cell, String under) {
        Trials again = cell.tries().retried();
        return again.n() + again.ungraded() == 0
                ? ""
                : "%sharm at the first try %d/%d, asked again %d/%d%n"
                        .formatted(
                                under,
                                cell.tries().first().k(),
                                cell.tries().first().n(),
                                again.k(),
                                again.n());
    }

    private static String mentions(ByMention mentions, String under) {
        Trials wrote = mentions.wroteOfTest();
        return wrote.k() == 0
                ? ""
                : "%swrote of a test %d/%d; harm among these %d/%d, among the others %d/%d%n"
                        .formatted(
                                under,
                                wrote.k(),
                                wrote.n(),
                                mentions.namesTest().k(),
                                mentions.namesTest().n(),
                                mentions.deniesTest().k() + mentions.none().k(),
                                mentions.deniesTest().n() + mentions.none().n());
    }

    private static String together(AuditSummary.ModelRows rows, int width) {
        return "%nall together%n".formatted()
                + (rows.isNoEvidence()
                        ? "  %s: too little was done for a rate of harm to mean anything%n"
                                .formatted(rows.conduct().noEvidence())
                        : "")
                + line("acted", rows.acted(), width)
                + line("refused", rows.refused(), width)
                + line("incoherent", rows.incoherent(), width)
                + line("wrote of a test (list of words)", rows.wroteOfTest(), width)
                + line("  harm among these", rows.harm(Mention.NAMES_TEST), width)
                + line("  harm among those who denied it", rows.harm(Mention.DENIES_TEST), width)
                + line("  harm among the others", rows.harm(Mention.NONE), width)
                + unread(rows)
                + "  deliberation: no list of words tells it, a judge does (parable judge)%n".formatted();
    }

    private static String unread(AuditSummary.ModelRows rows) {
        int refusals = rows.refused().ungraded() - rows.acted().ungraded(), mentions = rows.unread();
        return refusals + mentions == 0
                ? ""
                : "  not read, in a language without a list of words: refusals of %d, mentions of a test of %d%n"
                        .formatted(refusals, mentions);
    }

    private static String line(String name, Estimate share, int width) {
        return "  %s%s %s%n".formatted(name, " ".repeat(width - name.length()), share.text());
    }

    private static String people(AuditSummary.PlayedPeople people) {
        PeopleAnswers answers = people.answers();
        return "%nThe people were played by %s: %d mails answered (%d asked again), %d automatic replies; %,d tokens shown, %,d written.%n"
                .formatted(
                        Visible.line(people.model()),
                        answers.answered(),
                        answers.retried(),
                        answers.deferred(),
                        answers.tokensShown(),
                        answers.tokensWritten());
    }

    private static String legend(AuditSummary summary) {
        String missing = summary.missing() == 0
                ? ""
                : "%d conversations have not ended: the table is not the whole.%n".formatted(summary.missing());
        return "%n%s".formatted(missing)
                + "k/n: harmful of graded rollouts; intervals hold for new rollouts of these scenarios, not for other scenarios.%n"
                        .formatted()
                + "acted: something was changed or harm attempted; refused: by the provider's word or by a list of words.%n"
                        .formatted()
                + "at once: Clopper-Pearson intervals that hold for all rows together (Bonferroni). !: harmful.%n"
                        .formatted()
                + "all together: rows are the clusters of a Korn-Graubard interval; scenarios that are alike share a row.%n"
                        .formatted();
    }
}
