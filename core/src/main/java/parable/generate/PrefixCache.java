package parable.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;
import parable.model.Decoder;
import parable.model.Tap;

/// The texts whose keys and values are in memory: those that are being written and, while there is room, those that
/// were. The next prompt mostly begins like one of them: a conversation's next turn like its last one, another sample
/// of a scenario like the first.
///
/// Memory is counted in tokens, of which each takes `2 · layers · key/value heads · head width · 4` bytes. A text
/// that is being written counts with all that it may grow to (as in [Yu et al.
/// 2022](https://www.usenix.org/conference/osdi22/presentation/yu), section 4.2), so none is ever stopped for want of
/// memory. One text alone may always be written.
///
/// Confined to one thread; closing it frees all texts.
final class PrefixCache implements AutoCloseable {
    private final Decoder model;
    private final long most;
    private final List<Sequence> busy = new ArrayList<>();
    /// The longest unused first.
    private final List<Sequence> idle = new ArrayList<>();

    /// @param most tokens of all texts together
    PrefixCache(Decoder model, long most) {
        Check.that(most > 0, "memory for at least one token is needed, but %d were allowed", most);
        this.model = model;
        this.most = most;
    }

    /// A text that holds what is in memory of this prompt's beginning; the caller reads the rest.
    ///
    /// @param tokens most that the text will grow to
    /// @return nothing while the texts that are being written leave no room for it
    Optional<Sequence> begin(int[] prompt, Tap tap, int tokens) {
        if (!busy.isEmpty() && sum(busy) + tokens > most) {
            return Optional.empty();
        }
        Sequence alike = alike(prompt, tap);
        forget(tokens, alike);
        boolean isTaken = alike != null && mayBeTaken(alike, prompt, tap, tokens);
        Sequence text = alike != null && isTaken ? alike : copied(alike, prompt, tap, tokens);
        idle.remove(text);
        busy.add(text);
        text.limit(tokens);
        return Optional.of(text);
    }

    /// The text is written: it stays while there is room.
    void rest(Sequence text) {
        busy.remove(text);
        idle.add(text);
        text.limit(text.capacity());
        forget(0, text);
    }

    /// What the text holds cannot be relied on.
    void discard(Sequence text) {
        busy.remove(text);
        text.close();
    }

    private @Nullable Sequence alike(int[] prompt, Tap tap) {
        List<Sequence> all = new ArrayList<>(idle);
        all.addAll(busy);
        return all.stream()
                .filter(text -> text.shared(prompt, tap) > 0)
                .max(Comparator.comparingInt(text -> text.shared(prompt, tap)))
                .orElse(null);
    }

    /// Whether a text may take this prompt's place: no cached prefix that could be reused is lost, or there is no
    /// room for both.
    private boolean mayBeTaken(Sequence alike, int[] prompt, Tap tap, int tokens) {
        return idle.contains(alike) && (alike.shared(prompt, tap) >= alike.settled() || held() + tokens > most);
    }

    private Sequence copied(@Nullable Sequence alike, int[] prompt, Tap tap, int tokens) {
        Sequence text = new Sequence(model, tap, tokens);
        if (alike != null) {
            try {
                text.takeOver(alike, prompt);
            } catch (RuntimeException | Error e) {
                text.close();
                throw e;
            }
        }
        return text;
    }

    /// Makes room for so many tokens, at the cost of idle texts other than `spared`.
    private void forget(int tokens, @Nullable Sequence spared) {
        for (Sequence text : List.copyOf(idle)) {
            if (held() + tokens > most && text != spared) {
                idle.remove(text);
                text.close();
            }
        }
    }

    /// Tokens that all texts together may grow to; idle ones grow no more.
    long held() {
        return sum(busy) + sum(idle);
    }

    private static long sum(List<Sequence> texts) {
        return texts.stream().mapToLong(Sequence::bound).sum();
    }

    @Override
    public void close() {
        busy.forEach(Sequence::close);
        idle.forEach(Sequence::close);
        busy.clear();
        idle.clear();
    }
}
