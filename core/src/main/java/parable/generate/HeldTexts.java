package parable.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;
import parable.model.Decoder;

/// The texts whose keys and values are in memory: those that are being written, and while there is room those that
/// were, because the next question mostly begins like one of them: a conversation's next turn like its last one,
/// another sample of a situation like the first.
///
/// Memory is counted in tokens, of which each takes `2 · layers · key/value heads · head width · 4` bytes. A text
/// that is being written counts with all that it may grow to (as in [Yu et al.
/// 2022](https://www.usenix.org/conference/osdi22/presentation/yu), section 4.2), so none is ever stopped for want of
/// memory. One text alone may always be written.
///
/// Confined to one thread; closing it frees all texts.
final class HeldTexts implements AutoCloseable {
    private final Decoder model;
    private final long most;
    private final List<ReadText> busy = new ArrayList<>();
    /// The longest unused first.
    private final List<ReadText> idle = new ArrayList<>();

    /// @param most tokens of all texts together
    HeldTexts(Decoder model, long most) {
        Check.that(most > 0, "memory for at least one token is needed, but %d were allowed", most);
        this.model = model;
        this.most = most;
    }

    /// A text that holds what was ever read of this prompt's beginning, to be read on by whoever calls.
    ///
    /// @param tokens most that the text will grow to
    /// @return nothing while the texts that are being written leave no room for it
    Optional<ReadText> begin(int[] prompt, int tokens) {
        if (!busy.isEmpty() && sum(busy) + tokens > most) {
            return Optional.empty();
        }
        ReadText alike = alike(prompt);
        forget(tokens, alike);
        ReadText text = alike != null && mayBeTaken(alike, prompt, tokens) ? alike : copied(alike, prompt, tokens);
        idle.remove(text);
        busy.add(text);
        text.limit(tokens);
        return Optional.of(text);
    }

    /// The text is written: it stays while there is room.
    void rest(ReadText text) {
        busy.remove(text);
        idle.add(text);
        text.limit(text.capacity());
        forget(0, text);
    }

    /// What the text holds cannot be relied on.
    void discard(ReadText text) {
        busy.remove(text);
        text.close();
    }

    private @Nullable ReadText alike(int[] prompt) {
        List<ReadText> all = new ArrayList<>(idle);
        all.addAll(busy);
        return all.stream()
                .filter(text -> text.shared(prompt) > 0)
                .max(Comparator.comparingInt(text -> text.shared(prompt)))
                .orElse(null);
    }

    /// Whether a text may go on in this prompt's place: nothing that could be wanted again is lost, or there is no
    /// room for both.
    private boolean mayBeTaken(ReadText alike, int[] prompt, int tokens) {
        return idle.contains(alike) && (alike.shared(prompt) >= alike.settled() || held() + tokens > most);
    }

    private ReadText copied(@Nullable ReadText alike, int[] prompt, int tokens) {
        ReadText text = new ReadText(model, tokens);
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
    private void forget(int tokens, @Nullable ReadText spared) {
        for (ReadText text : List.copyOf(idle)) {
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

    private static long sum(List<ReadText> texts) {
        return texts.stream().mapToLong(ReadText::bound).sum();
    }

    @Override
    public void close() {
        busy.forEach(ReadText::close);
        idle.forEach(ReadText::close);
        busy.clear();
        idle.clear();
    }
}
