package parable.teach;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import parable.audit.run.AuditRun.Ending;
import parable.audit.run.Spending;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.corpus.Document;
import parable.corpus.NamedText;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.WholeText;
import parable.stats.Estimate;

/// Draft, critique, rewrite, placebo, judge: then the arms, each with the same rows in the same order. Where an edit
/// does not stand, the arm has the unedited row; a row whose draft cannot be used is in no arm.
public final class TeachRun {
    /// Arms, as their files are called.
    static final String REWRITTEN = "rewritten", PLACEBO = "placebo", UNTOUCHED = "untouched";

    private final TeachRecipe recipe;
    private final ChatSampling sampling;
    private final Path folder;
    private final List<Row> rows;
    private final Prompts prompts;
    private final Guards guards;

    /// @param scenes of evaluations, by name
    /// @param folder of the run
    public TeachRun(TeachRecipe recipe, SortedMap<String, String> scenes, ChatSampling sampling, Path folder) {
        this.recipe = recipe;
        this.sampling = sampling;
        this.folder = folder;
        this.rows = documents(recipe.rows()).stream().map(Row::of).toList();
        this.prompts = new Prompts(recipe.prompts(), clauses(documents(recipe.clauses())));
        this.guards = Guards.of(scenes, recipe.mostLonger());
    }

    private static List<Document> documents(List<NamedText> files) {
        return files.stream().flatMap(file -> file.documents().stream()).toList();
    }

    /// A principle's text is what its documents say, in their order.
    private static Map<String, String> clauses(List<Document> documents) {
        Map<String, String> clauses = new TreeMap<>();
        for (Document document : documents) {
            String name = document.tag(Row.CLAUSE).isEmpty() ? document.id() : document.tag(Row.CLAUSE);
            clauses.merge(name, document.text(), (a, b) -> a + "\n" + b);
        }
        return clauses;
    }

    /// What a run came to.
    ///
    /// @param ending   COMPLETE where the arms are written; otherwise why `stage` is not done
    /// @param judgment how many swapped pairs the judge accepted
    /// @param isBlind  whether its verdicts therefore count for nothing
    public record Result(
            Ending ending, StageName stage, double cost, int rows, int edited, Estimate judgment, boolean isBlind) {}

    /// What the stages will ask at most.
    public TeachForecast forecast() {
        return TeachForecast.of(recipe, rows, prompts, sampling);
    }

    /// What was written of the run for readers.
    ///
    /// @throws StudyException when it cannot be read
    public String card() {
        Path file = folder.resolve(Arms.CARD);
        try {
            return WholeText.of(file, WholeText.TABLE);
        } catch (IOException e) {
            throw new StudyException(
                    StudyException.Category.STORAGE, e, "%s could not be read. Check its rights.", file);
        }
    }

    public Path folder() {
        return folder;
    }

    /// @param judge may be the teacher itself
    /// @throws parable.ground.StudyException when a model cannot be talked to at all; what was answered is kept
    public Result run(ChatModel teacher, ChatModel judge, Spending spending, Progress progress, StopSignal stop) {
        return new Sitting(teacher, judge, spending, progress, stop).run();
    }

    /// A stage that has not got all its answers.
    private static final class Unfinished extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final StageName stage;
        private final transient Ending ending;

        Unfinished(StageName stage, Ending ending) {
            this.stage = stage;
            this.ending = ending;
        }
    }

    /// One run through the stages. Confined to one thread.
    private final class Sitting {
        private final ChatModel teacher;
        private final ChatModel judge;
        private final Spending spending;
        private final Progress progress;
        private final StopSignal stop;
        private final Map<StageName, StageCount> counts = new EnumMap<>(StageName.class);
        private double cost;

        Sitting(ChatModel teacher, ChatModel judge, Spending spending, Progress progress, StopSignal stop) {
            this.teacher = teacher;
            this.judge = judge;
            this.spending = spending;
            this.progress = progress;
            this.stop = stop;
        }

        Result run() {
            Estimate judgment = Estimate.wilson(0, 0, 0, "swapped pair");
            try {
                List<DraftedRow> drafts = drafts();
                List<Row> usable = drafts.stream()
                        .filter(DraftedRow::isUsable)
                        .map(DraftedRow::row)
                        .toList();
                Map<String, String> critiques = critiques(usable);
                Map<String, List<EditedRow>> arms = new LinkedHashMap<>();
                arms.put(
                        REWRITTEN,
                        edits(
                                StageName.REWRITE,
                                usable,
                                row -> prompts.rewrite(row, critiques.getOrDefault(row.id(), "none"))));
                if (recipe.has(StageName.PLACEBO)) {
                    arms.put(PLACEBO, edits(StageName.PLACEBO, usable, prompts::placebo));
                }
                judgment = judged(arms);
                arms.replaceAll((_, edits) -> distinct(edits));
                arms.put(
                        UNTOUCHED,
                        usable.stream()
                                .map(row -> new EditedRow(row, row.text(), Fate.KEPT))
                                .toList());
                boolean isBlind = Judging.isBlind(judgment);
                Result result = new Result(
                        Ending.COMPLETE,
                        StageName.JUDGE,
                        cost,
                        usable.size(),
                        kept(arms.get(REWRITTEN)),
                        judgment,
                        isBlind);
                new Arms(folder).write(recipe, teacher.name(), judge.name(), drafts, arms, told(), result);
                return result;
            } catch (Unfinished missing) {
                return new Result(missing.ending, missing.stage, cost, rows.size(), 0, judgment, false);
            }
        }

        private List<DraftedRow> drafts() {
            Map<String, Answer> written = new TreeMap<>();
            if (recipe.draft()) {
                List<TextQuestion> questions = rows.stream()
                        .filter(row -> guards.draft(row.text()).isEmpty())
                        .map(row -> new TextQuestion(row.id(), StageName.DRAFT.word(), prompts.draft(row)))
                        .toList();
                written.putAll(ask(StageName.DRAFT, teacher, questions));
            }
            Repeats repeats = new Repeats();
            List<DraftedRow> drafts = new ArrayList<>();
            for (Row row : rows) {
                DraftedRow draft = draft(row, Optional.ofNullable(written.get(row.id())), repeats);
                count(StageName.DRAFT).add(draft.fate());
                drafts.add(draft);
            }
            return drafts;
        }

        private DraftedRow draft(Row row, Optional<Answer> written, Repeats repeats) {
            Optional<Fate> unusable = guards.draft(row.shown(row.text()));
            if (unusable.isPresent() || recipe.draft() && written.isEmpty()) {
                return new DraftedRow(row, unusable.orElse(Fate.FAILED));
            }
            if (written.filter(answer -> answer.fate() != Fate.KEPT).isPresent()) {
                return new DraftedRow(row, written.get().fate());
            }
            Row drafted = written.map(answer -> row.with(answer.text())).orElse(row);
            Fate fate = guards.draft(drafted.text())
                    .orElseGet(() -> repeats.isRepeated(drafted.shown(drafted.text())) ? Fate.DUPLICATE : Fate.KEPT);
            return new DraftedRow(drafted, fate);
        }

        /// Where no critique came, the rewrite does without.
        private Map<String, String> critiques(List<Row> usable) {
            Map<String, String> critiques = new TreeMap<>();
            if (recipe.has(StageName.CRITIQUE)) {
                List<TextQuestion> questions = usable.stream()
                        .map(row -> new TextQuestion(row.id(), StageName.CRITIQUE.word(), prompts.critique(row)))
                        .toList();
                ask(StageName.CRITIQUE, teacher, questions).forEach((id, answer) -> {
                    count(StageName.CRITIQUE).add(answer.fate());
                    if (answer.fate() == Fate.KEPT) {
                        critiques.put(id, answer.text());
                    }
                });
            }
            return critiques;
        }

        private List<EditedRow> edits(StageName stage, List<Row> usable, Function<Row, String> prompt) {
            Map<String, Answer> answers = ask(
                    stage,
                    teacher,
                    usable.stream()
                            .map(row -> new TextQuestion(row.id(), stage.word(), prompt.apply(row)))
                            .toList());
            return usable.stream()
                    .map(row -> edit(row, Optional.ofNullable(answers.get(row.id()))))
                    .peek(edit -> count(stage).add(edit.fate()))
                    .toList();
        }

        private EditedRow edit(Row row, Optional<Answer> answer) {
            if (answer.isEmpty() || answer.get().fate() != Fate.KEPT) {
                return new EditedRow(row, row.text(), answer.map(Answer::fate).orElse(Fate.FAILED));
            }
            String text = answer.get().text();
            return new EditedRow(row, text, guards.edit(row.text(), text).orElse(Fate.KEPT));
        }

        private Estimate judged(Map<String, List<EditedRow>> arms) {
            if (!recipe.has(StageName.JUDGE)) {
                return Estimate.wilson(0, 0, 0, "swapped pair");
            }
            Judging judging = new Judging(arms, prompts);
            Map<String, Answer> answers = ask(StageName.JUDGE, judge, judging.questions());
            Estimate accepted = Judging.controlsAccepted(answers);
            arms.replaceAll((arm, edits) -> {
                List<EditedRow> judged = Judging.judged(arm, edits, answers, Judging.isBlind(accepted));
                for (int i = 0; i < edits.size(); i++) {
                    if (edits.get(i).fate() == Fate.KEPT) {
                        count(StageName.JUDGE).add(judged.get(i).fate());
                    }
                }
                return judged;
            });
            return accepted;
        }

        /// An edit that repeats an earlier one gives way to its draft.
        private static List<EditedRow> distinct(List<EditedRow> edits) {
            Repeats repeats = new Repeats();
            return edits.stream()
                    .map(edit -> edit.fate() == Fate.KEPT
                                    && repeats.isRepeated(edit.row().shown(edit.text()))
                            ? edit.with(Fate.DUPLICATE)
                            : edit)
                    .toList();
        }

        private Map<String, Answer> ask(StageName name, ChatModel model, List<TextQuestion> questions) {
            TeachStage.Outcome outcome = new TeachStage(
                            name, model, sampling, folder.resolve("stages").resolve(name.word()))
                    .ask(questions, spending.within(Math.max(0, spending.maxCost() - cost)), progress, stop);
            cost += outcome.cost();
            if (outcome.ending() != Ending.COMPLETE) {
                throw new Unfinished(name, outcome.ending());
            }
            outcome.answers().values().forEach(count(name)::add);
            return outcome.answers();
        }

        private StageCount count(StageName stage) {
            return counts.computeIfAbsent(stage, _ -> new StageCount());
        }

        private Map<StageName, StageCount.Told> told() {
            Map<StageName, StageCount.Told> told = new EnumMap<>(StageName.class);
            counts.forEach((stage, count) -> told.put(stage, count.told(spending.price())));
            return told;
        }

        private static int kept(List<EditedRow> edits) {
            return (int) edits.stream().filter(edit -> edit.fate() == Fate.KEPT).count();
        }
    }
}
