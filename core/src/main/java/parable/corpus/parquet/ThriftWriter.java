package parable.corpus.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/// Structs in Thrift's
/// [compact protocol](https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md), as far as
/// Parquet's metadata need it. Fields are written in the order of their ids. Confined to one thread.
final class ThriftWriter {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_FORM = 15; // a size or a step in ids below this shares a byte with the type

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int last;

    byte[] bytes() {
        return out.toByteArray();
    }

    ThriftWriter number(int id, int value) {
        field(id, I32);
        varint(zigzag(value));
        return this;
    }

    ThriftWriter longNumber(int id, long value) {
        field(id, I64);
        varint(zigzag(value));
        return this;
    }

    ThriftWriter text(int id, String value) {
        field(id, BINARY);
        binary(value);
        return this;
    }

    ThriftWriter texts(int id, List<String> values) {
        return list(id, BINARY, values, (writer, value) -> writer.binary(value));
    }

    ThriftWriter numbers(int id, List<Integer> values) {
        return list(id, I32, values, (writer, value) -> writer.varint(zigzag(value)));
    }

    /// @param content writes one element's fields
    <T> ThriftWriter structs(int id, List<T> values, BiConsumer<ThriftWriter, T> content) {
        return list(id, STRUCT, values, (writer, value) -> writer.body(inner -> content.accept(inner, value)));
    }

    ThriftWriter struct(int id, Fields fields) {
        field(id, STRUCT);
        body(fields);
        return this;
    }

    /// What writes the fields of a struct.
    interface Fields {
        void writeTo(ThriftWriter writer);
    }

    /// The outermost struct.
    static byte[] struct(Fields fields) {
        ThriftWriter writer = new ThriftWriter();
        writer.body(fields);
        return writer.bytes();
    }

    private void body(Fields fields) {
        int outer = last;
        last = 0;
        fields.writeTo(this);
        out.write(0); // no more fields
        last = outer;
    }

    private <T> ThriftWriter list(int id, int type, List<T> values, BiConsumer<ThriftWriter, T> element) {
        field(id, LIST);
        if (values.size() < SHORT_FORM) {
            out.write(values.size() << 4 | type);
        } else {
            out.write(SHORT_FORM << 4 | type);
            varint(values.size());
        }
        values.forEach(value -> element.accept(this, value));
        return this;
    }

    private void field(int id, int type) {
        int step = id - last;
        if (step > 0 && step <= SHORT_FORM) {
            out.write(step << 4 | type);
        } else {
            out.write(type);
            varint(zigzag(id));
        }
        last = id;
    }

    private void binary(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
