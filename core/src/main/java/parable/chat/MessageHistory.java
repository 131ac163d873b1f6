package parable.chat;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import parable.ground.Chronicle;
import parable.ground.Hash;
import parable.ground.Json;

/// The messages of one conversation as they come: a list that only grows. What was said up to a moment is an
/// unchangeable list that shares its storage, and its hash and length, with all that come after, so that a turn
/// costs what is new in it and not the whole conversation again.
///
/// Confined to one thread; the lists it gives away are immutable and thread-safe.
public final class MessageHistory {
    /// Messages that are hashed and counted together, once. Arbitrary: what is left over is hashed each time.
    private static final int BLOCK = 64;

    private final Chronicle<ChatMessage> messages = new Chronicle<>(ChatMessage.class);
    private final Marks marks = new Marks();

    public MessageHistory(List<ChatMessage> opening) {
        opening.forEach(this::add);
    }

    public void add(ChatMessage message) {
        messages.add(message);
    }

    public int size() {
        return messages.size();
    }

    /// All that was said by now.
    public List<ChatMessage> soFar() {
        return new SoFar(messages.soFar(), marks);
    }

    /// What was said by now behind the first `opening` messages.
    public List<ChatMessage> after(int opening) {
        return messages.soFar().subList(opening, messages.size());
    }

    /// `messages` as such a list: itself if it is one, else a copy.
    static SoFar of(List<ChatMessage> messages) {
        return messages instanceof SoFar known ? known : (SoFar) new MessageHistory(messages).soFar();
    }

    /// The first messages; later ones do not change them.
    static final class SoFar extends AbstractList<ChatMessage> implements RandomAccess {
        private final List<ChatMessage> messages;
        private final Marks marks;

        private SoFar(List<ChatMessage> messages, Marks marks) {
            this.messages = messages;
            this.marks = marks;
        }

        @Override
        public ChatMessage get(int index) {
            return messages.get(index);
        }

        @Override
        public int size() {
            return messages.size();
        }

        @Override
        public List<ChatMessage> subList(int from, int to) {
            return messages.subList(from, to);
        }

        /// `h_b = H(h_(b-1), block b)`, over all whole blocks.
        String hashOfBlocks() {
            return marks.hash(this);
        }

        /// The messages after the last whole block.
        List<ChatMessage> rest() {
            return subList(wholeBlocks() * BLOCK, size());
        }

        /// Characters of all texts and calls.
        long characters() {
            return marks.characters(this)
                    + rest().stream().mapToLong(SoFar::characters).sum();
        }

        private int wholeBlocks() {
            return size() / BLOCK;
        }

        private Block block(int number) {
            return new Block(subList(number * BLOCK, (number + 1) * BLOCK));
        }

        private static long characters(ChatMessage message) {
            long calls = message instanceof ChatMessage.Assistant assistant
                    ? assistant.calls().stream()
                            .mapToLong(call -> call.toString().length())
                            .sum()
                    : 0;
            return message.text().length() + calls;
        }
    }

    /// A record, because the messages of a bare list would be written without their roles.
    private record Block(List<ChatMessage> messages) {}

    /// What is known of whole blocks. The lock, this object, protects both lists.
    private static final class Marks {
        private final List<String> hashes = new ArrayList<>();
        private final List<Long> sums = new ArrayList<>();

        synchronized String hash(SoFar told) {
            while (hashes.size() < told.wholeBlocks()) {
                Block next = told.block(hashes.size());
                hashes.add(Hash.of(hashes.isEmpty() ? "" : hashes.getLast(), Json.line(next)));
            }
            return told.wholeBlocks() == 0 ? "" : hashes.get(told.wholeBlocks() - 1);
        }

        synchronized long characters(SoFar told) {
            while (sums.size() < told.wholeBlocks()) {
                long before = sums.isEmpty() ? 0 : sums.getLast();
                Block next = told.block(sums.size());
                sums.add(before
                        + next.messages().stream().mapToLong(SoFar::characters).sum());
            }
            return told.wholeBlocks() == 0 ? 0 : sums.get(told.wholeBlocks() - 1);
        }
    }
}
