package parable.teach;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditRun;
import parable.audit.run.Limits;
import parable.audit.run.Played;
import parable.audit.run.Spending;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.suite.Scenario;

/// Puts one stage's questions to a model. Each answer is in the stage's journal before it is used, so whatever ends the
/// process, no answer is paid for twice.
record TeachStage(StageName name, ChatModel model, ChatSampling sampling, Path folder) {
    private static final Limits ONE_ANSWER = new Limits(1, Long.MAX_VALUE, Optional.empty());

    /// @param answers by the questions' ids, in their order
    /// @param ending  COMPLETE where every question has an answer
    record Outcome(Map<String, Answer> answers, AuditRun.Ending ending, double cost) {}

    Outcome ask(List<TextQuestion> questions, Spending spending, Progress progress, StopSignal stop) {
        if (questions.isEmpty()) {
            return new Outcome(Map.of(), AuditRun.Ending.COMPLETE, 0);
        }
        AuditPlan plan = new AuditPlan(name.word(), List.<Scenario>copyOf(questions), 1, sampling, ONE_ANSWER);
        AuditRun.Closing<Map<String, Answer>> closing = new AuditRun(plan, List.of(model), spending, folder)
                .play(quiet(progress), stop, plays -> answers(questions, plays));
        return new Outcome(closing.made(), closing.ending(), closing.cost());
    }

    private Map<String, Answer> answers(List<TextQuestion> questions, AuditRun.Plays plays) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (TextQuestion question : questions) {
            Optional<Played> played = plays.of(model, question, 0);
            played.ifPresent(found -> answers.put(question.id(), Answer.of(found)));
        }
        return answers;
    }

    /// The audit's notes speak of harm, of which there is none here; its words about waiting stay.
    private Progress quiet(Progress progress) {
        return (_, total) -> {
            Progress.Task task = progress.start(name.word(), total);
            return new Progress.Task() {
                @Override
                public void advance(long units, String note) {
                    task.advance(units, note.startsWith("harm") ? "" : note);
                }

                @Override
                public void done() {
                    task.done();
                }
            };
        };
    }
}
