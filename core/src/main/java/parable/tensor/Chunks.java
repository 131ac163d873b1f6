package parable.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Memory of any kind and size, handed on in pieces of one array.
final class Chunks {
    /// Large enough that the calls cost nothing, small enough to stay in the processor's cache; not tuned.
    private static final int BYTES = 1 << 18;

    private Chunks() {}

    @FunctionalInterface
    interface Sink<E extends Exception> {
        /// @param bytes valid only during the call
        void take(byte[] bytes, int offset, int count) throws E;
    }

    static <E extends Exception> void of(MemorySegment memory, Sink<E> sink) throws E {
        byte[] chunk = new byte[BYTES];
        for (long at = 0; at < memory.byteSize(); at += BYTES) {
            int count = (int) Math.min(BYTES, memory.byteSize() - at);
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, chunk, 0, count);
            sink.take(chunk, 0, count);
        }
    }
}
