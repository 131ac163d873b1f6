package parable.train;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import parable.ground.AppendedFile;
import parable.ground.Check;

/// Scalars as a TensorBoard event file. All numbers are little-endian.
///
/// ```
/// file                  events.out.tfevents.<seconds since 1970, ten digits>.<attempt>.parable
/// per record            TFRecord framing (tensorflow/core/lib/io/record_writer.cc)
///   8 bytes             n, length of the event
///   4 bytes             masked CRC-32C of the eight length bytes
///   n bytes             Event (protobuf, tensorboard/compat/proto/event.proto)
///   4 bytes             masked CRC-32C of the event
///
/// Event       1 wall_time double   2 step varint   3 file_version text   5 summary Summary   7 session_log
/// SessionLog
/// Summary     1 value, repeated: 1 tag text, 2 simple_value float
/// SessionLog  1 status varint, START = 1
///
/// masked(c) = ((c >>> 15) | (c << 17)) + 0xa282ead8
/// ```
///
/// A resumed run writes a new file that opens with a START at the resumed step: TensorBoard then hides the
/// points that the interrupted attempt drew beyond it. Wall-clock times go into these files only, never into
/// results.
///
/// Confined to one thread.
public final class TensorBoardWriter implements AutoCloseable {
    private static final int CRC_MASK_DELTA = 0xa282ead8; // tensorflow/core/lib/hash/crc32c.h

    private final AppendedFile file;
    private final InstantSource clock;

    private TensorBoardWriter(AppendedFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        record(event(0).text(3, "brain.Event:2")); // the only version TensorBoard knows
    }

    /// Begins an event file in `folder`, next to those of earlier attempts.
    public static TensorBoardWriter begin(Path folder, InstantSource clock) {
        return new TensorBoardWriter(AppendedFile.open(unused(folder, clock), 0), clock);
    }

    /// Begins another event file for a run that continues after `step`; its next point must have a later step.
    public static TensorBoardWriter resume(Path folder, long step, InstantSource clock) {
        TensorBoardWriter writer = begin(folder, clock);
        long next = step + 1; // TensorBoard hides what is at or after a START's step
        writer.record(writer.event(next).message(7, new Message().varint(1, 1)));
        return writer;
    }

    /// One point per value at `step`. TensorBoard groups names by the part before the first `/`.
    public void scalars(long step, Map<String, Double> values) {
        Check.that(step >= 0, "steps count from 0, but was %d", step);
        Message summary = new Message();
        new TreeMap<>(values)
                .forEach((tag, value) ->
                        summary.message(1, new Message().text(1, tag).number(2, value.floatValue())));
        record(event(step).message(5, summary));
    }

    @Override
    public void close() {
        file.close();
    }

    /// Attempts within one second differ by a counter, which keeps the alphabetical order that TensorBoard
    /// reads in.
    private static Path unused(Path folder, InstantSource clock) {
        long seconds = clock.instant().getEpochSecond();
        int attempt = 0;
        Path file;
        do {
            file = folder.resolve("events.out.tfevents.%010d.%d.parable".formatted(seconds, attempt++));
        } while (Files.exists(file));
        return file;
    }

    private Message event(long step) {
        Instant now = clock.instant();
        Message event = new Message().number(1, now.getEpochSecond() + now.getNano() / 1e9);
        return step == 0 ? event : event.varint(2, step); // protobuf leaves out zeros
    }

    private void record(Message event) {
        byte[] bytes = event.bytes();
        byte[] length = little(Long.BYTES).putLong(bytes.length).array();
        file.append(little(length.length + bytes.length + 2 * Integer.BYTES)
                .put(length)
                .putInt(masked(length))
                .put(bytes)
                .putInt(masked(bytes))
                .array());
    }

    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK_DELTA;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// A protobuf message under construction ([encoding](https://protobuf.dev/programming-guides/encoding)):
    /// each field is a varint `number << 3 | wire type`, then its value. Wire types: 0 varint, 1 eight bytes, 2
    /// length and bytes, 5 four bytes.
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message varint(int field, long value) {
            raw(field << 3);
            raw(value);
            return this;
        }

        Message number(int field, double value) {
            raw(field << 3 | 1);
            out.writeBytes(little(Double.BYTES).putDouble(value).array());
            return this;
        }

        Message number(int field, float value) {
            raw(field << 3 | 5);
            out.writeBytes(little(Float.BYTES).putFloat(value).array());
            return this;
        }

        Message text(int field, String text) {
            return block(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message inner) {
            return block(field, inner.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private Message block(int field, byte[] bytes) {
            raw(field << 3 | 2);
            raw(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        /// Seven bits a byte, lowest first; the top bit says that more follow.
        private void raw(long value) {
            long left = value;
            while (left >>> 7 != 0) {
                out.write((int) (left & 0x7f | 0x80));
                left >>>= 7;
            }
            out.write((int) left);
        }
    }
}
