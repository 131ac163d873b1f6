package parable.audit.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import parable.chat.ChatModel;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.suite.Scenario;

/// Plays every scenario of a plan with every model, each in a folder's journal. A second run continues where the first
/// ended: no request and no conversation is repeated.
///
/// Each conversation has a virtual thread; no more are begun than may be under way, so memory does not grow
/// with the number of samples.
public final class AuditRun {
    private final AuditPlan plan;
    private final List<ChatModel> models;
    private final Spending spending;
    private final Path folder;
    private final Optional<StopRule> rule;
    private final OtherTerms others;

    public AuditRun(AuditPlan plan, List<ChatModel> models, Spending spending, Path folder) {
        this(plan, models, spending, folder, Optional.empty(), OtherTerms.REFUSE);
    }

    private AuditRun(
            AuditPlan plan,
            List<ChatModel> models,
            Spending spending,
            Path folder,
            Optional<StopRule> rule,
            OtherTerms others) {
        this.plan = plan;
        this.models = List.copyOf(models);
        this.spending = spending;
        this.folder = folder;
        this.rule = rule;
        this.others = others;
    }

    /// The same run, which plays no more with a model about which the rule has decided.
    public AuditRun stoppingBy(StopRule stopRule) {
        return new AuditRun(plan, models, spending, folder, Optional.of(stopRule), others);
    }

    /// The same run, which may meet a run of other terms in its folder.
    public AuditRun meeting(OtherTerms policy) {
        return new AuditRun(plan, models, spending, folder, rule, policy);
    }

    /// @param ending why the run is not complete, if it is not
    /// @param cost   in US dollars, over all resumptions; failures are not counted because no provider reports what
    ///               they cost
    /// @param lost   why models could not be used to the end while others could
    public record Outcome(AuditSummary summary, Ending ending, double cost, List<String> lost) {}

    /// How a run came to its end.
    public enum Ending {
        COMPLETE,
        /// The stop rule has decided about every model; what is missing was not worth having.
        DECIDED,
        /// The user stopped it.
        STOPPED,
        /// The budget does not reach for another request.
        SPENT,
        /// Some conversations got no answer however often they asked.
        UNANSWERED
    }

    /// What has been played so far, by place.
    @FunctionalInterface
    public interface Plays {
        /// Empty where the conversation has not ended.
        Optional<Played> of(ChatModel model, Scenario scenario, int sample);
    }

    /// @param made    what was made of the plays
    /// @param missing conversations that have not ended
    /// @param lost    as in [Outcome]
    public record Closing<T>(T made, int missing, Ending ending, double cost, List<String> lost) {}

    /// @throws StudyException when a model cannot be talked to at all; what was answered before is kept
    /// @throws StudyException CONFIG when the folder holds a run of other terms
    public Outcome run(Progress progress, StopSignal stop) {
        Map<String, String> identities = new LinkedHashMap<>();
        models.forEach(model -> identities.put(model.name(), model.identity()));
        RunTerms terms = new RunTerms(folder, RunHeader.of(plan, identities), rule, others);
        terms.clear();
        Closing<AuditSummary> closing = closed(
                progress,
                stop,
                terms::admit,
                terms::write,
                (journal, header) ->
                        RunFiles.of(folder, plan, header, models, journal).write(),
                true);
        return new Outcome(closing.made(), closing.ending(), closing.cost(), closing.lost());
    }

    /// The same for those who make something else of it than an audit's files; only the journal is written.
    public <T> Closing<T> play(Progress progress, StopSignal stop, Function<Plays, T> maker) {
        return closed(
                progress,
                stop,
                _ -> folder,
                _ -> {},
                (journal, _) -> maker.apply((model, scenario, sample) ->
                        journal.played(new Place(model.name(), scenario.id(), sample, 0), plan.terms(model, scenario))),
                false);
    }

    /// @param admit     checks the folder's content before the first request
    /// @param showsHarm as in [AuditWorker]
    private <A, T> Closing<T> closed(
            Progress progress,
            StopSignal stop,
            Function<RunJournal, A> admit,
            Consumer<A> entered,
            BiFunction<RunJournal, A, T> maker,
            boolean showsHarm) {
        Budget budget = new Budget(spending.maxCost());
        try (RunJournal journal = RunJournal.open(
                folder, (model, usage) -> budget.charge(price(model).of(usage)))) {
            A admitted = admit.apply(journal);
            Watches watches = Watches.of(rule, plan, models, journal);
            List<ChatModel> open = open(journal, watches);
            Map<String, StudyException> lost = unready(journal, open);
            enter(journal, open);
            requireAny(open, lost);
            entered.accept(admitted);
            AuditWorker sitting = new AuditWorker(plan, spending, journal, budget, watches, stop, showsHarm);
            sitting.run(
                    models.stream()
                            .filter(model -> !lost.containsKey(model.name()))
                            .toList(),
                    progress);
            journal.force();
            lost.putAll(sitting.lost());
            requireAny(open, lost);
            int missing = missing(journal);
            Ending ending = missing == 0 ? Ending.COMPLETE : ending(sitting, open(journal, watches), stop);
            return new Closing<>(maker.apply(journal, admitted), missing, ending, budget.spent(), told(open, lost));
        }
    }

    private Price price(String model) {
        return plan.people()
                .filter(_ -> Place.isOfPeople(model))
                .map(People::price)
                .orElse(spending.price());
    }

    private int missing(RunJournal journal) {
        return models.stream()
                .mapToInt(model -> plan.scenarios().stream()
                        .mapToInt(scenario -> missing(journal, model, scenario))
                        .sum())
                .sum();
    }

    /// A finished run needs no server.
    private Map<String, StudyException> unready(RunJournal journal, List<ChatModel> open) {
        Map<String, StudyException> unready = new HashMap<>();
        for (ChatModel model : open) {
            try {
                model.requireReady();
                if (offersTools(journal, model)) {
                    model.requireTools();
                }
            } catch (StudyException e) {
                unready.put(model.name(), e);
            }
        }
        return unready;
    }

    private void enter(RunJournal journal, List<ChatModel> open) {
        models.forEach(model -> journal.enter(model.name(), model.identity()));
        open.forEach(model -> journal.enterKernels(model.name(), model.kernels()));
        plan.people().map(People::model).ifPresent(players -> {
            if (!open.isEmpty()) {
                players.requireReady();
            }
            journal.enterPeople(players.name(), players.identity());
        });
    }

    /// @throws StudyException when none of the models that are still needed can be used
    private static void requireAny(List<ChatModel> open, Map<String, StudyException> lost) {
        if (!open.isEmpty() && open.stream().allMatch(model -> lost.containsKey(model.name()))) {
            StudyException first =
                    Objects.requireNonNull(lost.get(open.getFirst().name()));
            throw open.size() == 1
                    ? first
                    : new StudyException(first.category(), "%s", String.join(System.lineSeparator(), told(open, lost)));
        }
    }

    private static List<String> told(List<ChatModel> open, Map<String, StudyException> lost) {
        return open.stream()
                .filter(model -> lost.containsKey(model.name()))
                .map(model -> String.valueOf(
                        Objects.requireNonNull(lost.get(model.name())).getMessage()))
                .toList();
    }

    /// Models with something left to play.
    private List<ChatModel> open(RunJournal journal, Watches watches) {
        return models.stream()
                .filter(model -> !watches.isDecided(model))
                .filter(model -> plan.scenarios().stream().anyMatch(scenario -> missing(journal, model, scenario) > 0))
                .toList();
    }

    /// Whether a conversation that is left offers tools natively.
    private boolean offersTools(RunJournal journal, ChatModel model) {
        return plan.scenarios().stream()
                .filter(scenario -> missing(journal, model, scenario) > 0)
                .anyMatch(scenario -> !scenario.open().tools().isEmpty());
    }

    private int missing(RunJournal journal, ChatModel model, Scenario scenario) {
        String terms = plan.terms(model, scenario);
        return (int) IntStream.range(0, plan.samples())
                .filter(sample -> !journal.isEnded(new Place(model.name(), scenario.id(), sample, 0), terms))
                .count();
    }

    /// Of a run that lacks conversations.
    private static Ending ending(AuditWorker sitting, List<ChatModel> open, StopSignal stop) {
        if (open.isEmpty()) {
            return Ending.DECIDED;
        }
        return stop.requested() ? Ending.STOPPED : sitting.isSpent() ? Ending.SPENT : Ending.UNANSWERED;
    }
}
