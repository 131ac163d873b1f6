package parable.trace.lexical;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import parable.ground.Check;

/// How many bytes a token takes in an index. Tokens are stored little-endian and suffixes are ordered by
/// their bytes, as infini-gram's reader compares them; so the *key* of a token, by which it sorts, is its
/// number with the bytes in reverse.
public enum TokenWidth {
    U16(2, 0xFFFF) {
        @Override
        int key(MemorySegment tokens, long token) {
            return tokens.get(KEY_16, 2 * token);
        }

        @Override
        int reversed(int number) {
            return Short.toUnsignedInt(Short.reverseBytes((short) number));
        }

        @Override
        void put(ByteBuffer to, int token) {
            to.putShort((short) token);
        }
    },
    U32(4, 1 << 24) {
        @Override
        int key(MemorySegment tokens, long token) {
            return tokens.get(KEY_32, 4 * token);
        }

        @Override
        int reversed(int number) {
            return Integer.reverseBytes(number);
        }

        @Override
        void put(ByteBuffer to, int token) {
            to.putInt(token);
        }
    };

    private static final ValueLayout.OfChar KEY_16 = ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt KEY_32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final int bytes;
    private final int limit;

    TokenWidth(int bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    /// The narrowest that holds ids from 0 to `vocabulary - 1`.
    public static TokenWidth of(int vocabulary) {
        return vocabulary <= U16.limit ? U16 : U32;
    }

    int bytes() {
        return bytes;
    }

    /// The separator before every document: all bits set, larger than every token.
    int separatorKey() {
        return reversed(-1);
    }

    /// Ids are from 0 to this less 1. That of four bytes is no property of the format: tables by id are
    /// kept in memory.
    int limit() {
        return limit;
    }

    /// @throws IllegalArgumentException when the id does not fit
    int keyOf(int token) {
        Check.that(
                token >= 0 && token < limit,
                "token ids of an index of %d bytes a token are from 0 to %d, but was %d",
                bytes,
                limit - 1,
                token);
        return reversed(token);
    }

    /// The key of a stored token; to be compared without sign.
    abstract int key(MemorySegment tokens, long token);

    /// Its own inverse.
    abstract int reversed(int number);

    /// @param to little-endian
    abstract void put(ByteBuffer to, int token);
}
