package parable.audit.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.suite.Scenario;

/// Conversations of one model whose first request was refused before it answered any. Until it answers one, a server
/// whose settings refuse every request looks like one that refuses these. So they are held back, and count once it
/// answers or refuses in other words. Thread-safe: the lock is this object.
final class Refusals {
    /// A conversation that has ended, with what is needed to count it.
    record Ended(Scenario scenario, Place place, String terms, Played played) {
        private boolean isRefusedAtOnce() {
            return played.end() == Played.End.FAILED && played.tries().requests() == 0;
        }

        /// The refusal without what differs from question to question.
        private String words() {
            return played.failure().replaceAll("[0-9]+", "#");
        }
    }

    private final int enough;
    private final List<Ended> held = new ArrayList<>();
    private boolean settled;

    /// @param enough   refusals alike, without any answer, that tell a server which refuses all
    /// @param answered whether the model has answered anything in a former sitting
    Refusals(int enough, boolean answered) {
        this.enough = enough;
        this.settled = answered;
    }

    /// @return the conversations that count now
    synchronized List<Ended> after(Ended ended) {
        boolean alike = held.isEmpty() || held.getFirst().words().equals(ended.words());
        settled |= !ended.isRefusedAtOnce() || !alike;
        held.add(ended);
        if (!settled) {
            return List.of();
        }
        List<Ended> counting = List.copyOf(held);
        held.clear();
        return counting;
    }

    /// The refusal that every question got, once that is certain enough.
    synchronized Optional<String> ofEverything() {
        return held.size() >= enough ? any() : Optional.empty();
    }

    /// The refusal that every question got which was asked at all.
    synchronized Optional<String> any() {
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of(held.getFirst().played().failure());
    }
}
