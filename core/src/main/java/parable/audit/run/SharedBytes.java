package parable.audit.run;

import parable.chat.Raw;
import parable.ground.Check;

/// Bytes as what they have in common with others and what they have not. Every request of a conversation
/// repeats the former one; kept whole, a journal would grow with the square of the turns.
///
/// @param base   index of the journal's record whose request is repeated; -1 where none is
/// @param head   bytes that equal the base's first ones
/// @param tail   bytes that equal the base's last ones
/// @param middle the bytes between
record SharedBytes(int base, int head, int tail, Raw middle) {
    static final int NO_BASE = -1;

    SharedBytes {
        Check.that(
                base >= NO_BASE && head >= 0 && tail >= 0,
                "shared bytes count from 0, but were %d and %d of record %d",
                head,
                tail,
                base);
    }

    /// Whether the base can be what was shared with.
    boolean fits(byte[] former) {
        return (long) head + tail <= former.length;
    }

    static SharedBytes whole(Raw bytes) {
        return new SharedBytes(NO_BASE, 0, 0, bytes);
    }

    static SharedBytes of(int base, byte[] former, byte[] bytes) {
        int most = Math.min(former.length, bytes.length), head = 0, tail = 0;
        while (head < most && former[head] == bytes[head]) {
            head++;
        }
        while (tail < most - head && former[former.length - 1 - tail] == bytes[bytes.length - 1 - tail]) {
            tail++;
        }
        byte[] middle = new byte[bytes.length - head - tail];
        System.arraycopy(bytes, head, middle, 0, middle.length);
        return new SharedBytes(base, head, tail, Raw.of(middle));
    }

    /// @param former the base's bytes; empty without a base
    byte[] restored(byte[] former) {
        byte[] bytes = new byte[head + middle.size() + tail];
        System.arraycopy(former, 0, bytes, 0, head);
        System.arraycopy(middle.bytes(), 0, bytes, head, middle.size());
        System.arraycopy(former, former.length - tail, bytes, head + middle.size(), tail);
        return bytes;
    }
}
