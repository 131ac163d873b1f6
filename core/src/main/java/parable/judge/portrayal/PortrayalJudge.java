package parable.judge.portrayal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditRun;
import parable.audit.run.Limits;
import parable.audit.run.Spending;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.corpus.curate.Portrayal;
import parable.corpus.curate.PortrayalTagger;
import parable.corpus.near.Words;
import parable.ground.AtomicFile;
import parable.ground.Hash;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.suite.Scenario;

/// Asks one judge once about each text. It is an audit of that model in scenarios of one question, so it has an audit's
/// journal, budget, pace and resumption: what was answered is never asked again.
public final class PortrayalJudge {
    /// Texts are held in memory, and each costs a request.
    public static final int MOST = 20_000;

    private static final Limits ONE_ANSWER = new Limits(1, Long.MAX_VALUE, Optional.empty());

    private final AuditPlan plan;

    private PortrayalJudge(AuditPlan plan) {
        this.plan = plan;
    }

    /// @param texts those that are alike are asked about once
    /// @throws StudyException CONFIG when there are none, or too many
    public static PortrayalJudge of(Collection<String> texts, ChatSampling sampling) {
        List<Scenario> questions =
                texts.stream().distinct().<Scenario>map(PassageQuestion::new).toList();
        if (questions.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG, "There is no text to ask the judge about. Name a corpus with some.");
        }
        if (questions.size() > MOST) {
            throw new StudyException(
                    Category.CONFIG,
                    "A judge is asked about %,d texts at a time at most, but there are more. Read the corpus in parts"
                            + " (--shard), or judge a sample and let another tagger read the rest.",
                    MOST);
        }
        return new PortrayalJudge(new AuditPlan("portrayal", questions, 1, sampling, ONE_ANSWER));
    }

    /// The questions, for estimates of what they take.
    public AuditPlan plan() {
        return plan;
    }

    /// What the judge's answers depend on: the model, how it draws them, and the wording of the question.
    public static String identity(ChatModel judge, ChatSampling sampling) {
        return Hash.brief("judge", judge.identity(), sampling, PassageQuestion.wording());
    }

    /// A judge's answers as a tagger. A text that it was not asked about is unknown.
    ///
    /// @param unread answers that could not be read, by reason
    public record Judged(String identity, Map<String, Portrayal> byText, Map<String, Integer> unread)
            implements PortrayalTagger {
        public Judged {
            byText = Map.copyOf(byText);
        }

        @Override
        public Portrayal of(String text, Words words) {
            return byText.getOrDefault(Hash.of(text), Portrayal.NOTHING);
        }
    }

    /// @param folder for the journal, and for `judgments.jsonl`, a line for each text
    /// @throws StudyException when the judge cannot be talked to at all; what was answered before is kept
    public AuditRun.Closing<Judged> ask(
            ChatModel judge, Spending spending, Path folder, Progress progress, StopSignal stop) {
        return new AuditRun(plan, List.of(judge), spending, folder)
                .play(progress, stop, plays -> judged(judge, plays, folder));
    }

    private record Line(String text, PassageAnswer answer) {}

    private Judged judged(ChatModel judge, AuditRun.Plays plays, Path folder) {
        Map<String, Portrayal> byText = new LinkedHashMap<>();
        Map<String, Integer> unread = new LinkedHashMap<>();
        StringBuilder lines = new StringBuilder();
        for (Scenario question : plan.scenarios()) {
            PassageAnswer answer =
                    plays.of(judge, question, 0).map(PassageAnswer::of).orElse(PassageAnswer.unread("no answer came"));
            byText.put(question.id(), answer.portrayal());
            answer.unread().ifPresent(reason -> unread.merge(reason, 1, Integer::sum));
            lines.append(Json.line(new Line(question.id(), answer))).append('\n');
        }
        AtomicFile.write(folder.resolve("judgments.jsonl"), lines.toString());
        return new Judged(identity(judge, plan.sampling()), byText, unread);
    }
}
