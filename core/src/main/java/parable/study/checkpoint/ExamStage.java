package parable.study.checkpoint;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.audit.run.AuditRun;
import parable.audit.run.Spending;
import parable.chat.local.LocalChatModel;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;

/// Runs one model through the exam. Its folder is an audit run, together with the counts.
///
/// @param called name of the model in its audit, such as `villain/s1`
/// @param taught stage whose model it is; empty for the untouched base
/// @param base   of the study
/// @param model  what decides the base, as the laboratory says it
/// @param heavy  how many times as long an answer takes as the quick organism's, for forecasts only
record ExamStage(
        String name,
        String called,
        Optional<Stage> taught,
        Path base,
        Map<String, Object> model,
        Exam exam,
        double heavy)
        implements Stage {
    static final String SCORES = "scores.json";

    @Override
    public Object inputs() {
        Map<String, Object> inputs = new HashMap<>(exam.inputs());
        inputs.put("model", model);
        return inputs;
    }

    @Override
    public List<Stage> needs() {
        return taught.map(List::of).orElse(List.of());
    }

    @Override
    public Cost cost() {
        return Cost.rollouts(exam.plan().conversations() + 2L * exam.contrasts().size())
                .times(heavy);
    }

    @Override
    public void run(StageContext context) {
        Path weights = taught.map(context::of).orElse(base);
        try (LocalChatModel asked = LocalChatModel.of(called, weights)) {
            AuditRun.Outcome outcome = new AuditRun(exam.plan(), List.of(asked), Spending.free(), context.folder())
                    .run(context.progress(), context.stop());
            switch (outcome.ending()) {
                case COMPLETE, DECIDED -> {}
                case STOPPED -> throw new Stopped();
                case SPENT, UNANSWERED ->
                    throw new StudyException(
                            StudyException.Category.PROVIDER,
                            "%s left answers open: %s. Run the study again.",
                            name,
                            String.join("; ", outcome.lost()));
            }
        }
        ModelScores scores = ExamScoring.of(context.folder(), exam, weights);
        AtomicFile.write(context.folder().resolve(SCORES), Json.pretty(scores));
    }
}
