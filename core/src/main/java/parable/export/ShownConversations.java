package parable.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.judge.ConversationId;
import parable.judge.JudgeCard;
import parable.judge.JudgeVerdict;
import parable.judge.JudgeVerdicts;

/// The conversations of a run, one after another, with the judgments of each: both lie in the same order, so
/// memory does not grow with their number. A judgment of a text that has changed since is left out. Confined to
/// one thread; must be closed.
final class ShownConversations implements Iterator<ShownConversation>, AutoCloseable {
    private final StoredRun run;
    private final String identity;
    private final Stream<Rollout> stream;
    private final Iterator<Rollout> rest;
    private final List<Bench> benches = new ArrayList<>();
    private final Map<String, Integer> order = new HashMap<>();
    private final Set<String> passed = new HashSet<>();
    private Optional<Rollout> head = Optional.empty();

    ShownConversations(StoredRun run) {
        this.run = run;
        this.identity = run.identity();
        this.stream = run.conversations();
        this.rest = stream.iterator();
        run.situations().keySet().forEach(situation -> order.put(situation, order.size()));
        JudgeVerdicts judgments = JudgeVerdicts.of(run);
        judgments.judges().forEach(judge -> benches.add(new Bench(judge, judgments.by(judge))));
        advance();
    }

    /// What the judges of a run are called in exports, in order.
    static List<String> judges(StoredRun run) {
        return JudgeVerdicts.of(run).judges().stream().map(JudgeCard::label).toList();
    }

    /// The [StoredRun#identity()].
    String identity() {
        return identity;
    }

    /// Whose conversation comes next.
    Optional<String> model() {
        return head.map(Rollout::model);
    }

    @Override
    public boolean hasNext() {
        return head.isPresent();
    }

    @Override
    public ShownConversation next() {
        Rollout next = head.orElseThrow(NoSuchElementException::new);
        ShownConversation shown = new ShownConversation(identity, run.shown(next), next, judgments(next));
        advance();
        model().filter(model -> !model.equals(next.model())).ifPresent(_ -> passed.add(next.model()));
        return shown;
    }

    private void advance() {
        head = rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
    }

    private Map<String, JudgeVerdict> judgments(Rollout conversation) {
        Map<String, JudgeVerdict> found = new LinkedHashMap<>();
        if (!benches.isEmpty()) {
            ConversationId id = ConversationId.of(run, conversation);
            benches.forEach(bench -> bench.judgment(id).ifPresent(one -> found.put(bench.judge.label(), one)));
        }
        return found;
    }

    /// Whether a judgment is of a conversation that will not come any more.
    private boolean isBehind(ConversationId judged, ConversationId now) {
        if (!judged.model().equals(now.model())) {
            return passed.contains(judged.model()) || !run.header().models().containsKey(judged.model());
        }
        int there = order.getOrDefault(judged.situation(), -1), here = order.getOrDefault(now.situation(), -1);
        return there == here ? judged.sample() < now.sample() : there < here;
    }

    @Override
    public void close() {
        stream.close();
        benches.forEach(Bench::close);
    }

    /// One judge's judgments, as far as they have been read.
    private final class Bench {
        private final JudgeCard judge;
        private final Stream<JudgeVerdict> stream;
        private final Iterator<JudgeVerdict> rest;
        private Optional<JudgeVerdict> head = Optional.empty();

        Bench(JudgeCard judge, Stream<JudgeVerdict> stream) {
            this.judge = judge;
            this.stream = stream;
            this.rest = stream.iterator();
            advance();
        }

        Optional<JudgeVerdict> judgment(ConversationId now) {
            while (head.isPresent() && isBehind(head.get().conversation(), now)) {
                advance();
            }
            return head.filter(judgment -> judgment.conversation().equals(now));
        }

        private void advance() {
            head = rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
        }

        void close() {
            stream.close();
        }
    }
}
