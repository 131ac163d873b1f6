package parable.corpus.near;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import parable.ground.AtomicFile;
import parable.ground.Disk;

/// Finds which documents are the same, word for word or nearly, from files of [Fingerprint]s in any order and number:
/// the answer depends on the documents alone.
///
/// Entries of one number go to one of [#BUCKETS] files by that number, and each of these is sorted in memory, so memory
/// holds 1/256 of the entries and the documents that have a duplicate. Confined to one thread.
public final class Duplicates {
    private static final int BUCKETS = 256;
    private static final int ENTRY = 2 * Long.BYTES;
    private static final int FILE_SHIFT = 40;
    private static final int PIECE = 4096 * Fingerprint.BYTES;

    private final Joined exact = new Joined();
    private final Joined near = new Joined();
    private final List<Path> files;
    private final LongMap places = new LongMap();

    /// @param exact      key of the first document with this very text
    /// @param near       key of the first document of the cluster of nearly the same texts
    /// @param similarity estimated share of 5-word runs in common with that first one
    public record Verdict(long exact, long near, double similarity) {}

    private Duplicates(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /// @param files   of fingerprints
    /// @param scratch folder for files that are gone afterwards
    public static Duplicates in(List<Path> files, Path scratch) {
        Duplicates found = new Duplicates(files);
        try {
            found.joinEqual(scratch, Kind.EXACT, found.exact);
            found.joinEqual(scratch, Kind.NEAR, found.near);
            found.placeMembers();
        } catch (IOException e) {
            throw Disk.refusal(scratch, e);
        }
        return found;
    }

    private enum Kind {
        EXACT,
        NEAR
    }

    private void joinEqual(Path scratch, Kind kind, Joined joined) throws IOException {
        List<Path> buckets = new ArrayList<>();
        List<DataOutputStream> outs = new ArrayList<>();
        try {
            for (int i = 0; i < BUCKETS; i++) {
                Path bucket = scratch.resolve("bucket-%03d".formatted(i));
                buckets.add(bucket);
                outs.add(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(bucket), 1 << 13)));
            }
            forEach((one, _) -> spread(one, kind, outs));
            for (DataOutputStream out : outs) {
                out.close();
            }
            for (Path bucket : buckets) {
                join(bucket, joined);
            }
        } finally {
            for (DataOutputStream out : outs) {
                out.close();
            }
            buckets.forEach(AtomicFile::delete);
        }
    }

    private static void spread(Fingerprint one, Kind kind, List<DataOutputStream> outs) throws IOException {
        if (kind == Kind.EXACT) {
            put(outs, Words.mixed(one.high() ^ Long.rotateLeft(one.low(), 1)), one.key());
            return;
        }
        for (int band = 0; band < one.sketch().bands().length; band++) {
            put(outs, Words.mixed(one.sketch().bands()[band] + band), one.key());
        }
    }

    private static void put(List<DataOutputStream> outs, long number, long key) throws IOException {
        DataOutputStream out = outs.get((int) (number >>> Long.SIZE - 8));
        out.writeLong(number);
        out.writeLong(key);
    }

    private record Entry(long number, long key) {}

    private static void join(Path bucket, Joined joined) throws IOException {
        Entry[] entries = new Entry[(int) (Files.size(bucket) / ENTRY)];
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(bucket), 1 << 16))) {
            for (int i = 0; i < entries.length; i++) {
                entries[i] = new Entry(in.readLong(), in.readLong());
            }
        }
        Arrays.sort(entries, Comparator.comparingLong(Entry::number).thenComparingLong(Entry::key));
        for (int i = 1; i < entries.length; i++) {
            if (entries[i].number() == entries[i - 1].number()) {
                joined.join(entries[i - 1].key(), entries[i].key());
            }
        }
    }

    /// Remembers where the sketches of near duplicates are: file and number in it.
    private void placeMembers() throws IOException {
        forEach((one, place) -> {
            if (near.holds(one.key())) {
                places.put(one.key(), place);
            }
        });
    }

    /// Documents that have another nearly the same, themselves included.
    public int members() {
        return near.size();
    }

    /// What was found about the document of that key.
    public Verdict of(long key) {
        long first = near.root(key);
        double similarity = first == key ? 1 : Sketch.similarity(sketch(first), sketch(key));
        return new Verdict(exact.root(key), first, similarity);
    }

    private byte[] sketch(long key) {
        long place = places.get(key);
        Path file = files.get((int) (place >>> FILE_SHIFT));
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer record = ByteBuffer.allocate(Fingerprint.BYTES);
            channel.read(record, (place & (1L << FILE_SHIFT) - 1) * Fingerprint.BYTES);
            return Fingerprint.read(record.flip()).sketch().low();
        } catch (IOException e) {
            throw Disk.refusal(file, e);
        }
    }

    /// What to do with a fingerprint.
    private interface Each {
        void accept(Fingerprint one, long place) throws IOException;
    }

    private void forEach(Each each) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            try (FileChannel channel = FileChannel.open(files.get(i))) {
                ByteBuffer piece = ByteBuffer.allocate(PIECE);
                long number = 0;
                while (channel.read(piece) >= 0) {
                    piece.flip();
                    while (piece.remaining() >= Fingerprint.BYTES) {
                        each.accept(Fingerprint.read(piece), ((long) i << FILE_SHIFT) + number++);
                    }
                    piece.compact();
                }
            }
        }
    }
}
