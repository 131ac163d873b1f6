package parable.audit.run;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.Reply;

/// A model that answers a few requests at once, each after a moment, and fails the others.
final class NarrowModel implements ChatModel {
    private final ChatModel answers = new CountingModel();
    private final Semaphore places;
    private final Kind failure;
    private final AtomicInteger turnedAway = new AtomicInteger();

    NarrowModel(int places, Kind failure) {
        this.places = new Semaphore(places);
        this.failure = failure;
    }

    @Override
    public String name() {
        return answers.name();
    }

    @Override
    public Reply reply(ChatRequest request) {
        if (!places.tryAcquire()) {
            turnedAway.incrementAndGet();
            throw ChatFailure.of(failure, "no place");
        }
        try {
            TimeUnit.MILLISECONDS.sleep(3);
            return answers.reply(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            places.release();
        }
    }

    int turnedAway() {
        return turnedAway.get();
    }
}
