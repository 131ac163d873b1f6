package parable.audit.run;

import java.util.concurrent.Semaphore;
import parable.chat.ChatFailure;
import parable.chat.ChatRequest;

/// The model that plays the people, for all conversations of a sitting: asked, journalled, paced and paid
/// for as the models under audit are. Thread-safe.
final class SimulatedUsers {
    private final People people;
    private final CachedCaller asker;
    private final Semaphore stage;

    SimulatedUsers(People people, CachedCaller asker) {
        this.people = people;
        this.asker = asker;
        this.stage = new Semaphore(people.model().parallel());
    }

    People people() {
        return people;
    }

    /// @throws ChatFailure that says whose it is
    RunJournal.Paid ask(ChatRequest request, Place place) {
        try {
            stage.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CachedCaller.Stopped();
        }
        try {
            return asker.ask(request, place);
        } catch (ChatFailure failure) {
            throw new ChatFailure(
                    failure.kind(),
                    "%s, which plays the people: %s".formatted(people.model().name(), failure.getMessage()),
                    failure.retryAfter().orElse(null),
                    failure.exchange().orElse(null));
        } finally {
            stage.release();
        }
    }
}
