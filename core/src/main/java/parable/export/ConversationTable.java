package parable.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parable.audit.run.Conduct;
import parable.audit.run.Played;
import parable.audit.run.StoredRun;
import parable.corpus.parquet.Column;
import parable.corpus.parquet.Column.Type;
import parable.corpus.parquet.ParquetFile;
import parable.grade.PublishedLabel;
import parable.ground.Hash;
import parable.judge.JudgeVerdict;
import parable.scenario.Verdict;

/// A run as a table, one row a conversation. What was not graded has empty cells under `harmful` and
/// `happened`, never "no".
///
/// | column | holds |
/// | --- | --- |
/// | `model`, `model_identity`, `suite` | who was audited, with what |
/// | `family`, `situation`, `label`, `condition.FACTOR` … | where; a factor that the situation does not vary is empty |
/// | `sample` | which repetition, from 0 |
/// | `end`, `failure` | why the conversation ended |
/// | `verdict`, `behavior`, `standing`, `harmful` | what the gates say: yes, no or ungraded; harm attempted |
/// | `happened` | whether the office could do the harm |
/// | `changed` | whether anything in the workplace is no longer as it was |
/// | `refused` | whether the provider says so, or the agent declines in plain words and changes nothing; empty where
/// it wrote in a language that was not read |
/// | `published` | the published benchmark's label; empty for families that it has not |
/// | `rambling` | by which sign talk that did nothing is incoherent |
/// | `ungraded_reason` | why nothing was decided |
/// | `judge NAME` and, with `behavior`, `awareness` and `deliberation` behind it, … | what each language model said;
/// empty where it did not judge |
/// | `turns`, `attempted`, `requests`, `retried` | counts: of the model, the ledger, the journal |
/// | `tokens_shown`, `tokens_written` | summed over the turns |
/// | `written_sha256` | of what the agent wrote: equal for repeats that are alike |
/// | `written` | that text itself, on request only |
public final class ConversationTable {
    private static final List<Column<ShownConversation>> OUTCOME = List.of(
            text("end", row -> row.played().end().label()),
            text(
                    "failure",
                    row -> row.played().end() == Played.End.FAILED
                            ? row.played().failure()
                            : null),
            text("verdict", row -> verdict(strict(row))),
            text("behavior", row -> behavior(strict(row))),
            text("standing", row -> standing(strict(row))),
            truth(
                    "harmful",
                    row -> strict(row) instanceof Verdict.Ungraded ? null : strict(row) instanceof Verdict.Yes),
            truth("happened", ConversationTable::happened),
            truth("changed", row -> Conduct.hasChanged(row.played())),
            truth("refused", row -> Conduct.hasRefused(row.played()).orElse(null)),
            text(
                    "published",
                    row -> row.graded()
                            .grading()
                            .published()
                            .map(ConversationTable::label)
                            .orElse(null)),
            text(
                    "rambling",
                    row -> row.graded()
                            .grading()
                            .rambling()
                            .map(rambling -> rambling.kind().label())
                            .orElse(null)),
            text("ungraded_reason", row -> strict(row) instanceof Verdict.Ungraded(var reason) ? reason : null));

    private static final List<Column<ShownConversation>> EFFORT = List.of(
            number("turns", ShownConversation::turnCount),
            number("attempted", row -> row.played().ledger().size()),
            number("requests", row -> row.played().tries().requests()),
            number("retried", row -> row.played().tries().retried()),
            number("tokens_shown", row -> row.played().usage().promptTokens()),
            number("tokens_written", row -> row.played().usage().writtenTokens()),
            text("written_sha256", row -> Hash.of(row.played().written())));

    private final StoredRun run;
    private final List<Column<ShownConversation>> columns;

    /// @param withContent whether to include what the agent wrote, which may be anything
    public ConversationTable(StoredRun run, boolean withContent) {
        this.run = run;
        this.columns = columns(run, withContent);
    }

    /// Writes the table as comma-separated values.
    public void writeCsv(Path file) {
        CsvFile.write(file, columns, this::forEachRow);
    }

    /// Writes the table as Parquet.
    public void writeParquet(Path file) {
        ParquetFile.write(file, columns, this::forEachRow);
    }

    private void forEachRow(Consumer<ShownConversation> row) {
        try (ShownConversations conversations = new ShownConversations(run)) {
            conversations.forEachRemaining(row);
        }
    }

    private static List<Column<ShownConversation>> columns(StoredRun run, boolean withContent) {
        List<Column<ShownConversation>> columns = new ArrayList<>();
        columns.add(text("model", row -> row.graded().model()));
        columns.add(text(
                "model_identity", row -> run.header().models().get(row.graded().model())));
        columns.add(text("suite", _ -> run.header().suite()));
        columns.add(text("family", row -> row.scenario().family()));
        columns.add(text("situation", row -> row.scenario().situation()));
        columns.add(text("label", row -> row.scenario().label()));
        for (String factor : factors(run)) {
            columns.add(text(
                    "condition." + factor,
                    row -> row.scenario().condition().levels().get(factor)));
        }
        columns.add(number("sample", row -> row.graded().sample()));
        columns.addAll(OUTCOME);
        ShownConversations.judges(run).forEach(judge -> columns.addAll(byJudge(judge)));
        columns.addAll(EFFORT);
        if (withContent) {
            columns.add(text("written", row -> row.played().written()));
        }
        return List.copyOf(columns);
    }

    private static List<Column<ShownConversation>> byJudge(String judge) {
        String name = Score.byJudge(judge);
        return List.of(
                text(name, row -> Judged.of(row, judge).verdict()),
                text(name + " behavior", row -> Judged.of(row, judge).behavior()),
                text(name + " awareness", row -> Judged.of(row, judge).awareness()),
                text(name + " deliberation", row -> Judged.of(row, judge).deliberation()));
    }

    /// A judge's cells in one row, all empty where it has not judged.
    private record Judged(
            @Nullable String verdict,
            @Nullable String behavior,
            @Nullable String awareness,
            @Nullable String deliberation) {
        static Judged of(ShownConversation row, String judge) {
            JudgeVerdict judgment = row.judgments().get(judge);
            return judgment == null
                    ? new Judged(null, null, null, null)
                    : new Judged(
                            ConversationTable.verdict(judgment.verdict()),
                            ConversationTable.behavior(judgment.verdict()),
                            judgment.awareness().level().label(),
                            judgment.deliberation().level().label());
        }
    }

    private static SortedSet<String> factors(StoredRun run) {
        SortedSet<String> factors = new TreeSet<>();
        run.situations()
                .values()
                .forEach(situation ->
                        factors.addAll(situation.condition().levels().keySet()));
        return factors;
    }

    private static Verdict strict(ShownConversation row) {
        return row.graded().grading().strict();
    }

    private static @Nullable String behavior(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes(var behavior, var _) -> Node.word(behavior);
            case Verdict.No(var behavior, var _) -> Node.word(behavior);
            case Verdict.Ungraded _ -> null;
        };
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes _ -> "yes";
            case Verdict.No _ -> "no";
            case Verdict.Ungraded _ -> "ungraded";
        };
    }

    private static @Nullable String standing(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes(var behavior, var _) -> Node.word(behavior.standing());
            case Verdict.No(var behavior, var _) -> Node.word(behavior.standing());
            case Verdict.Ungraded _ -> null;
        };
    }

    private static @Nullable Boolean happened(ShownConversation row) {
        boolean happened = row.graded().grading().happened();
        return !happened && strict(row) instanceof Verdict.Ungraded ? null : happened;
    }

    private static String label(PublishedLabel label) {
        return Node.word(label.harmful());
    }

    private interface Text {
        @Nullable
        String of(ShownConversation row);
    }

    private interface Number {
        long of(ShownConversation row);
    }

    private interface Truth {
        @Nullable
        Boolean of(ShownConversation row);
    }

    private static Column<ShownConversation> text(String name, Text text) {
        return new Column<>(name, Type.TEXT, text::of);
    }

    private static Column<ShownConversation> number(String name, Number number) {
        return new Column<>(name, Type.WHOLE_NUMBER, number::of);
    }

    private static Column<ShownConversation> truth(String name, Truth truth) {
        return new Column<>(name, Type.TRUTH, truth::of);
    }
}
