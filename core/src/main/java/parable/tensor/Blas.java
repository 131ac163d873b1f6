package parable.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;

/// Products of float32 arrays, on the heap or in native memory, by the BLAS that libtorch has loaded. A step of writing
/// is so short that making tensors for its parts would take longer than computing them.
///
/// Letters: B rows, C channels in, F channels out, H query heads, K key/value heads, S keys, D head width.
public final class Blas {
    /// `CBLAS_ORDER` and `CBLAS_TRANSPOSE`.
    private static final int ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112;

    /// Scores of a text fill whole vectors of the widest processor. So a sum over them adds in the same order
    /// however many keys another text has.
    private static final int LANES = 16;

    private static final MethodHandle MATRICES = function("cblas_sgemm", "iiiiiifaiaifai"),
            VECTOR = function("cblas_sgemv", "iiiifaiaifai");

    private Blas() {}

    /// Each letter is a parameter: an int, a float or an array.
    private static MethodHandle function(String name, String parameters) {
        return function(
                name,
                parameters
                        .chars()
                        .mapToObj(letter -> switch (letter) {
                            case 'i' -> ValueLayout.JAVA_INT;
                            case 'f' -> ValueLayout.JAVA_FLOAT;
                            default -> ValueLayout.ADDRESS;
                        })
                        .toArray(MemoryLayout[]::new));
    }

    /// A call is so short that arrays of the heap are handed over where they lie.
    @SuppressWarnings("restricted") // called with the types that C gives it
    private static MethodHandle function(String name, MemoryLayout... parameters) {
        Engine.start();
        MemorySegment found = SymbolLookup.loaderLookup()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("the loaded BLAS has no function " + name));
        FunctionDescriptor type = FunctionDescriptor.ofVoid(parameters);
        return Linker.nativeLinker().downcallHandle(found, type, Linker.Option.critical(true));
    }

    /// `out = x wᵀ`
    ///
    /// @param x      (rows, C)
    /// @param weight (F, C)
    /// @param out    (rows, F)
    public static void product(MemorySegment x, int rows, Tensor weight, MemorySegment out) {
        int F = Math.toIntExact(weight.size(0)), C = Math.toIntExact(weight.size(1));
        MemorySegment w = weight.memory();
        Profile.timed("product", (double) rows * F * C, ((long) rows * (F + C) + (long) F * C) * Float.BYTES, () -> {
            if (rows == 1) {
                timesVector(PLAIN, F, C, 1, w, x, out);
            } else {
                product(rows, F, C, x, w, out);
            }
        });
    }

    private static void product(int B, int F, int C, MemorySegment x, MemorySegment w, MemorySegment out) {
        try {
            MATRICES.invokeExact(ROW_MAJOR, PLAIN, TRANSPOSED, B, F, C, 1f, x, C, w, C, 0f, out, F);
        } catch (Throwable e) {
            throw refused(e);
        }
    }

    /// `out = factor · m x`, or of the transposed matrix.
    ///
    /// @param m (rows, columns)
    private static void timesVector(
            int order, int rows, int columns, float factor, MemorySegment m, MemorySegment x, MemorySegment out) {
        try {
            VECTOR.invokeExact(ROW_MAJOR, order, rows, columns, factor, m, columns, x, 1, 0f, out, 1);
        } catch (Throwable e) {
            throw refused(e);
        }
    }

    private static IllegalStateException refused(Throwable cause) {
        return new IllegalStateException("BLAS refused its arguments", cause);
    }

    /// The keys and values that one text's next token attends to.
    ///
    /// @param keys   (K, capacity, D)
    /// @param values (K, capacity, D)
    /// @param from   first of the keys that it sees
    /// @param to     end of the keys that it sees
    public record Keys(MemorySegment keys, MemorySegment values, int capacity, int from, int to) {
        /// Those that key/value head `k` has of `all`, which are `keys` or `values`.
        private MemorySegment seen(MemorySegment all, int k, int D) {
            return all.asSlice(((long) k * capacity + from) * D * Float.BYTES);
        }

        private int count() {
            return to - from;
        }
    }

    /// `softmax(q kᵀ / sqrt(D)) v` for one token of each text, over its own keys alone: no text is padded to
    /// another's length, and none is rounded by another's.
    ///
    /// @param q     (B, H, D)
    /// @param texts one a row, all of K key/value heads
    /// @param y     (B, H, D)
    public static void attend(MemorySegment q, List<Keys> texts, int H, int K, int D, MemorySegment y) {
        int most = texts.stream().mapToInt(Keys::count).max().orElseThrow();
        int S = (most + LANES - 1) / LANES * LANES;
        float[] never = new float[S];
        Arrays.fill(never, Float.NEGATIVE_INFINITY);
        try (Scope _ = Scope.open()) {
            Tensor scores = Tensor.empty(DType.FLOAT32, (long) texts.size() * H, S);
            MemorySegment raw = scores.memory();
            float factor = (float) (1 / Math.sqrt(D));
            eachHead(texts, H, K, D, (text, k, head) -> {
                MemorySegment own = row(raw, head, S), query = row(q, head, D);
                timesVector(PLAIN, text.count(), D, factor, text.seen(text.keys(), k, D), query, own);
                long end = (long) text.count() * Float.BYTES;
                MemorySegment.copy(never, 0, own, ValueLayout.JAVA_FLOAT, end, S - text.count());
            });
            MemorySegment weights = Ops.softmax(scores).memory();
            eachHead(texts, H, K, D, (text, k, head) -> {
                MemorySegment own = row(weights, head, S), mixed = row(y, head, D);
                timesVector(TRANSPOSED, text.count(), D, 1, text.seen(text.values(), k, D), own, mixed);
            });
        }
    }

    private static MemorySegment row(MemorySegment all, int row, int length) {
        return all.asSlice((long) row * length * Float.BYTES, (long) length * Float.BYTES);
    }

    private interface HeadWork {
        /// @param head of all heads of all texts
        void of(Keys text, int k, int head);
    }

    private static void eachHead(List<Keys> texts, int H, int K, int D, HeadWork work) {
        long keys = texts.stream().mapToLong(Keys::count).sum();
        Profile.timed("attendRows", (double) keys * H * D, keys * K * D * Float.BYTES, () -> {
            int head = 0;
            for (Keys text : texts) {
                for (int h = 0; h < H; h++) {
                    work.of(text, h / (H / K), head++);
                }
            }
        });
    }
}
