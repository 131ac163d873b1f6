package parable.judge;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditRun;
import parable.audit.run.ConversationIndex;
import parable.audit.run.Limits;
import parable.audit.run.Played;
import parable.audit.run.ShownScenario;
import parable.audit.run.Spending;
import parable.audit.run.StoredRun;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Puts every conversation of a stored run before a language model. It is an audit of that model in situations
/// of one question, so it has an audit's journal, budget, pace and resumption: what was answered is never
/// asked again. Conversations that are alike in every character are one question.
public final class JudgeRun implements AutoCloseable {
    /// One answer; the rubric's question is the only one.
    private static final Limits ONE_ANSWER = new Limits(1, Long.MAX_VALUE, Optional.empty());

    private final StoredRun run;
    private final ConversationIndex index;
    /// In the order of the run.
    private final List<JudgedConversation> all;
    /// The first of those that are alike, by what they are alike in.
    private final Map<String, JudgedConversation> distinct = new LinkedHashMap<>();

    private final AuditPlan plan;
    private final String rubrics;

    private JudgeRun(
            StoredRun run,
            ConversationIndex index,
            List<JudgedConversation> all,
            ChatSampling sampling,
            String rubrics) {
        this.run = run;
        this.index = index;
        this.all = all;
        this.rubrics = rubrics;
        all.forEach(question -> distinct.putIfAbsent(question.identity(), question));
        this.plan = new AuditPlan(run.header().suite(), List.copyOf(distinct.values()), 1, sampling, ONE_ANSWER);
    }

    /// @param missing conversations that the judge has not answered for
    /// @param cost    in US dollars, over all resumptions
    public record Outcome(JudgeCard judge, AuditRun.Ending ending, int missing, double cost) {}

    /// @param sampling how judges draw their answers
    /// @throws StudyException CONFIG when a family has no rubric, or the run no conversation
    public static JudgeRun of(StoredRun run, Rubrics rubrics, ChatSampling sampling) {
        ConversationIndex index = ConversationIndex.of(run);
        List<JudgedConversation> questions = new ArrayList<>();
        TreeSet<String> families = new TreeSet<>();
        for (int number = 0; number < index.size(); number++) {
            ConversationId id = ConversationId.of(run, index.at(number));
            ShownScenario shown = run.situation(id.model(), id.situation());
            families.add(shown.family());
            questions.add(new JudgedConversation(index, number, id, shown, rubrics.of(shown.family())));
        }
        if (questions.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "Run %s holds no conversation that has ended, so there is nothing to judge. Finish it first.",
                    run.folder());
        }
        return new JudgeRun(run, index, questions, sampling, rubrics.identity(families));
    }

    /// Conversations of the run.
    public int conversations() {
        return all.size();
    }

    /// The questions, for estimates of what they take.
    public AuditPlan plan() {
        return plan;
    }

    public JudgeCard card(ChatModel judge) {
        return JudgeCard.of(judge, rubrics, Rendering.VERSION, plan.sampling());
    }

    /// Where a judge's work is kept.
    public Path folder(JudgeCard judge) {
        return run.folder().resolve(JudgeVerdicts.FOLDER).resolve(judge.id());
    }

    /// @throws StudyException when the judge cannot be talked to at all; what was answered before is kept
    public Outcome run(ChatModel judge, Spending spending, Progress progress, StopSignal stop) {
        JudgeCard card = card(judge);
        AtomicFile.write(folder(card).resolve(JudgeVerdicts.CARD), Json.pretty(card));
        AuditRun.Closing<Integer> closing = new AuditRun(plan, List.of(judge), spending, folder(card))
                .play(progress, stop, plays -> written(judge, card, plays));
        return new Outcome(card, closing.ending(), closing.made(), closing.cost());
    }

    /// @return conversations without an answer
    private int written(ChatModel judge, JudgeCard card, AuditRun.Plays plays) {
        int[] missing = new int[1];
        AtomicFile.write(JudgeVerdicts.file(run.folder().resolve(JudgeVerdicts.FOLDER), card), channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            for (JudgedConversation question : all) {
                JudgedConversation asked = distinct.getOrDefault(question.identity(), question);
                Optional<Played> played = plays.of(judge, asked, 0);
                missing[0] += played.isEmpty() ? 1 : 0;
                write(question, card, played, out);
            }
            out.flush();
        });
        return missing[0];
    }

    private static void write(JudgedConversation question, JudgeCard card, Optional<Played> played, OutputStream out)
            throws IOException {
        if (played.isPresent()) {
            String line = Json.line(question.judgment(card.id(), played.get()));
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        index.close();
    }
}
