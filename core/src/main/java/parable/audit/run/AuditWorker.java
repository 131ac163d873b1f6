package parable.audit.run;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatModel;
import parable.ground.Hash;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.Verdict;
import parable.stats.Estimate;
import parable.suite.Scenario;

/// One process's part of a run: begins the conversations that are open, as many at once as may be, until
/// none is left or something ends the sitting. Thread-safe.
final class AuditWorker {
    /// Conversations in a row that got no answer at all: the provider is gone, and waiting for each of
    /// thousands to find out by itself would take hours. Arbitrary.
    private static final int HOPELESS = 20;

    /// Refusals in the same words, at least, that tell a server which refuses every question.
    private static final int ALIKE = 3;

    /// Of the first so many conversations the note tells each, then every so many. Arbitrary.
    private static final int EACH = 64;

    private final AuditPlan plan;
    private final Spending spending;
    private final RunJournal journal;
    private final Budget budget;
    private final Watches watches;
    private final StopSignal stop;
    private final boolean showsHarm;
    /// Why models have no part in the sitting any more, by name.
    private final ConcurrentMap<String, StudyException> lost = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final AtomicBoolean spent = new AtomicBoolean();

    /// @param showsHarm whether the progress line has the rate of harm so far; answers that are no rollouts have
    /// none
    AuditWorker(
            AuditPlan plan,
            Spending spending,
            RunJournal journal,
            Budget budget,
            Watches watches,
            StopSignal stop,
            boolean showsHarm) {
        this.plan = plan;
        this.spending = spending;
        this.journal = journal;
        this.budget = budget;
        this.watches = watches;
        this.stop = stop;
        this.showsHarm = showsHarm;
    }

    /// Every model is fed by a thread of its own, so a slow provider does not hold up the others, and one that
    /// cannot be used does not end them.
    ///
    /// @throws StudyException a failure that stops all models, such as a full disk
    void run(List<ChatModel> models, Progress progress) {
        Map<String, ConcurrencyLimiter> lanes = new HashMap<>();
        Optional<SimulatedUsers> troupe = plan.people().map(people -> troupe(people, lane(people.model(), lanes)));
        List<Thread> feeding = new ArrayList<>();
        for (ChatModel model : models) {
            Feed feed = new Feed(model, lane(model, lanes), troupe);
            feeding.add(Thread.ofVirtual().start(() -> feed.run(progress)));
        }
        feeding.forEach(AuditWorker::join);
        Throwable first = fault.get();
        if (first instanceof RuntimeException mendable) {
            throw mendable;
        }
        if (first instanceof Error broken) {
            throw broken;
        }
    }

    private ConcurrencyLimiter lane(ChatModel model, Map<String, ConcurrencyLimiter> lanes) {
        return lanes.computeIfAbsent(model.lane(), _ -> spending.lane());
    }

    private SimulatedUsers troupe(People people, ConcurrencyLimiter lane) {
        return new SimulatedUsers(
                people,
                new CachedCaller(
                        people.model(),
                        journal,
                        lane,
                        budget,
                        people.price(),
                        spending.retries(),
                        this::isHalted,
                        _ -> {}));
    }

    /// Models that could not be used to the end, with the reason.
    Map<String, StudyException> lost() {
        return lost;
    }

    boolean isSpent() {
        return spent.get();
    }

    private boolean isHalted() {
        return stop.requested() || fault.get() != null;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// All conversations with one model. The lock, this object, protects the counts so far.
    private final class Feed {
        private final ChatModel model;
        private final RolloutRunner conversations;
        private final int most;
        private final Semaphore room;
        private final Refusals refusals;
        private final AtomicInteger inVain = new AtomicInteger();
        private int harmful;
        private int graded;
        private int ungraded;
        private boolean waited;
        private volatile Progress.Task task = (_, _) -> {};

        Feed(ChatModel model, ConcurrencyLimiter lane, Optional<SimulatedUsers> troupe) {
            this.model = model;
            CachedCaller asker = new CachedCaller(
                    model, journal, lane, budget, spending.price(), spending.retries(), this::isStopped, this::waits);
            conversations = new RolloutRunner(asker, plan.sampling(), plan.limits(), troupe);
            most = Math.min(spending.parallel(), model.parallel());
            room = new Semaphore(most);
            refusals = new Refusals(
                    Math.clamp(plan.scenarios().size(), ALIKE, HOPELESS), journal.hasAnswered(model.name()));
        }

        /// Samples outside, scenarios inside: a run cut short has seen all scenarios about equally often.
        void run(Progress progress) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                    Progress.Task started = progress.start(model.name(), plan.conversations())) {
                task = started;
                for (int sample = 0; sample < plan.samples(); sample++) {
                    for (Scenario scenario : plan.scenarios()) {
                        begin(scenario, sample, threads);
                    }
                }
                room.acquireUninterruptibly(most);
                refusals.any().filter(_ -> !isHalted()).ifPresent(this::refused);
                started.advance(0, standing());
            } catch (RuntimeException | Error e) {
                fault.compareAndSet(null, e);
            }
        }

        private boolean isStopped() {
            return isHalted() || lost.containsKey(model.name()) || watches.isDecided(model);
        }

        private void begin(Scenario scenario, int sample, ExecutorService threads) {
            Place place = new Place(model.name(), scenario.id(), sample, 0);
            String terms = plan.terms(model, scenario);
            if (journal.isEnded(place, terms)) {
                task.advance(1, "");
                return;
            }
            room.acquireUninterruptibly();
            if (isStopped() || isSpent()) {
                room.release();
                return;
            }
            threads.execute(() -> {
                try {
                    converse(scenario, place, terms);
                } finally {
                    room.release();
                }
            });
        }

        private void converse(Scenario scenario, Place place, String terms) {
            try {
                Played played = conversations.play(scenario, place.sample());
                refusals.after(new Refusals.Ended(scenario, place, terms, played))
                        .forEach(this::counts);
                refusals.ofEverything().ifPresent(this::refused);
            } catch (ChatFailure failure) {
                unanswered(failure);
            } catch (Budget.Spent _) {
                spent.set(true);
            } catch (CachedCaller.Stopped _) {
                // what was answered is in the journal
            } catch (StudyException | UncheckedIOException e) {
                fault.compareAndSet(null, e);
            } catch (RuntimeException e) {
                broken(place, e);
            } catch (Error e) {
                fault.compareAndSet(null, e);
            }
        }

        private void counts(Refusals.Ended ended) {
            journal.ended(ended.place(), ended.terms(), ended.played());
            inVain.set(0);
            Verdict verdict = ended.played()
                    .graded(ended.scenario(), ended.place().sample())
                    .strict();
            watches.saw(ended.place(), verdict);
            task.advance(1, soFar(verdict));
        }

        /// A fault of this program's own on one answer: that conversation is missing, the others are not.
        private void broken(Place place, RuntimeException e) {
            String where = Arrays.stream(e.getStackTrace())
                    .findFirst()
                    .map(frame ->
                            "%s.%s:%d".formatted(frame.getClassName(), frame.getMethodName(), frame.getLineNumber()))
                    .orElse("?");
            ChatFailure failure = ChatFailure.of(
                    Kind.TRANSIENT,
                    "this program cannot continue after an answer (%s at %s); please report it"
                            .formatted(e.getClass().getSimpleName(), where));
            journal.failed("broken " + Hash.of(place), place, 1, failure);
            waits(Objects.requireNonNullElse(failure.getMessage(), ""));
            unanswered(failure);
        }

        /// Over all scenarios of this sitting: for watching, not for results. An interval takes longer than a
        /// quick model's answer, so most say nothing, which leaves the note that was there.
        private synchronized String soFar(Verdict verdict) {
            ungraded += verdict instanceof Verdict.Ungraded ? 1 : 0;
            graded += verdict instanceof Verdict.Ungraded ? 0 : 1;
            harmful += verdict instanceof Verdict.Yes ? 1 : 0;
            boolean due = waited || graded + ungraded <= EACH || (graded + ungraded) % EACH == 0;
            waited = false;
            return due ? standing() : "";
        }

        /// Nothing where nothing was played.
        private synchronized String standing() {
            return !showsHarm || graded + ungraded == 0
                    ? ""
                    : "harm so far "
                            + Estimate.clopperPearson(harmful, graded, ungraded, "rollout")
                                    .text();
        }

        /// Shown until the next conversation ends.
        private synchronized void waits(String why) {
            waited = true;
            task.advance(0, why);
        }

        private void unanswered(ChatFailure failure) {
            if (failure.kind() == Kind.UNUSABLE) {
                lose(
                        "%s cannot be used (%s). What was answered is kept. Correct this and run the same command again.",
                        model.name(), failure.getMessage());
            } else if (inVain.incrementAndGet() >= HOPELESS) {
                lose(
                        "%s does not answer any more: %d conversations in a row got nothing, last: %s."
                                + " What was answered is kept. Run the same command again when it is back.",
                        model.name(), HOPELESS, failure.getMessage());
            }
        }

        private void refused(String words) {
            lose(
                    "%s refuses every question in the same words (%s). That is a matter of the server's settings or of the"
                            + " options of this command, so no refusal is kept. Correct it and run the same command again.",
                    model.name(), words);
        }

        private void lose(String message, @Nullable Object... values) {
            lost.putIfAbsent(model.name(), new StudyException(Category.PROVIDER, message, values));
        }
    }
}
