package parable.corpus.near;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import parable.ground.Hash;

/// One document among all of a corpus, as its duplicates are found: 256 bytes on disk.
///
/// ```
/// 8 bytes    key: where the document is in the corpus
/// 16 bytes   the first half of the text's SHA-256
/// 8 bytes    1 if it has words
/// 112 bytes  bands
/// 112 bytes  low bytes of the minima
/// ```
///
/// @param key  orders all documents; every document has its own
/// @param high of the text's hash, with `low` after it
public record Fingerprint(long key, long high, long low, Sketch sketch) {
    public static final int BYTES = 3 * Long.BYTES + Long.BYTES + Sketch.BANDS * Long.BYTES + Sketch.HASHES;

    public static Fingerprint of(long key, String text, Words words) {
        ByteBuffer hash = ByteBuffer.wrap(Hash.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Fingerprint(key, hash.getLong(), hash.getLong(), Sketch.of(words));
    }

    public boolean hasWords() {
        return sketch.bands().length > 0;
    }

    /// 32 hexadecimal digits that texts share only if they are the same.
    public String exact() {
        return "%016x%016x".formatted(high, low);
    }

    public static byte[] bytes(List<Fingerprint> all) {
        ByteBuffer out = ByteBuffer.allocate(all.size() * BYTES);
        all.forEach(one -> one.put(out));
        return out.array();
    }

    private void put(ByteBuffer out) {
        out.putLong(key).putLong(high).putLong(low).putLong(hasWords() ? 1 : 0);
        if (hasWords()) {
            for (long band : sketch.bands()) {
                out.putLong(band);
            }
            out.put(sketch.low());
        } else {
            out.position(out.position() + BYTES - 4 * Long.BYTES);
        }
    }

    /// Reads one and moves past it.
    static Fingerprint read(ByteBuffer in) {
        long key = in.getLong(), high = in.getLong(), low = in.getLong();
        boolean hasWords = in.getLong() == 1;
        long[] bands = new long[Sketch.BANDS];
        byte[] lows = new byte[Sketch.HASHES];
        for (int i = 0; i < bands.length; i++) {
            bands[i] = in.getLong();
        }
        in.get(lows);
        return new Fingerprint(
                key, high, low, hasWords ? new Sketch(bands, lows) : new Sketch(new long[0], new byte[0]));
    }
}
