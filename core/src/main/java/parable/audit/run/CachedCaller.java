package parable.audit.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import parable.chat.ChatFailure;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.Reply;

/// Gets a reply out of a model: from the journal if it was ever paid for, else from the provider, within
/// the lane and the budget, and again when it failed. Every try is journalled before its outcome is used.
/// Thread-safe.
final class CachedCaller {
    /// The user wants to stop; nothing was sent.
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final Duration GLANCE = Duration.ofMillis(100);

    private final ChatModel model;
    private final RunJournal journal;
    private final ConcurrencyLimiter lane;
    private final Budget budget;
    private final Price price;
    private final Retries retries;
    private final BooleanSupplier stop;
    private final Consumer<String> waiting;

    /// @param waiting receives the reason and the length of every pause beforehand
    CachedCaller(
            ChatModel model,
            RunJournal journal,
            ConcurrencyLimiter lane,
            Budget budget,
            Price price,
            Retries retries,
            BooleanSupplier stop,
            Consumer<String> waiting) {
        this.model = model;
        this.journal = journal;
        this.lane = lane;
        this.budget = budget;
        this.price = price;
        this.retries = retries;
        this.stop = stop;
        this.waiting = waiting;
    }

    String model() {
        return model.name();
    }

    String identity() {
        return model.identity();
    }

    /// @throws ChatFailure  when asking again would not help or was tried often enough
    /// @throws Budget.Spent when the money is
    /// @throws Stopped      when the user wants to
    RunJournal.Paid ask(ChatRequest request, Place place) {
        String key = request.key(model.identity());
        Optional<RunJournal.Paid> paid = journal.answer(key);
        return paid.isPresent() ? paid.get() : asked(request, key, place);
    }

    private RunJournal.Paid asked(ChatRequest request, String key, Place place) {
        int before = journal.failures(key);
        for (int tried = 1; ; tried++) {
            try {
                return once(request, key, place, before + tried);
            } catch (ChatFailure failure) {
                journal.failed(key, place, before + tried, failure);
                if (!retries.again(failure, tried)) {
                    throw failure;
                }
                Duration pause = retries.pause(failure, key, tried);
                waiting.accept("asks again in %d s (try %d of %d failed: %s)"
                        .formatted(pause.toSeconds(), tried, retries.tries(), failure.getMessage()));
                pause(pause);
            }
        }
    }

    private RunJournal.Paid once(ChatRequest request, String key, Place place, int attempt) {
        long shown = shownTokens(request);
        double most = price.of(shown, request.sampling().maxTokens());
        double paid = 0;
        try {
            budget.putAside(most);
            try {
                RunJournal.Paid answer = inLane(request, shown, attempt);
                paid = price.of(answer.usage());
                journal.answered(key, place, answer);
                return answer;
            } finally {
                budget.settle(most, paid);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    private RunJournal.Paid inLane(ChatRequest request, long shown, int attempt) throws InterruptedException {
        ConcurrencyLimiter.Pass pass = lane.enter(shown + request.sampling().maxTokens());
        boolean crowded = false;
        try {
            if (stop.getAsBoolean()) {
                throw new Stopped();
            }
            long start = System.nanoTime();
            Reply reply = model.reply(request);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            int number = Math.max(attempt, reply.exchange().attempt()); // a replayed reply brings its own
            Reply numbered = reply.with(reply.exchange().withAttempt(number));
            return new RunJournal.Paid(numbered, Counted.of(numbered, request, shown), number, millis);
        } catch (ChatFailure failure) {
            crowded = failure.isCrowded();
            throw failure;
        } finally {
            pass.leave(crowded);
        }
    }

    static long shownTokens(ChatRequest request) {
        long tools = request.tools().stream()
                .mapToLong(tool -> tool.description().length()
                        + tool.parameters().toString().length())
                .sum();
        return Price.tokens(request.characters() + tools);
    }

    private void pause(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                if (stop.getAsBoolean()) {
                    throw new Stopped();
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(GLANCE.toNanos(), end - System.nanoTime()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }
}
