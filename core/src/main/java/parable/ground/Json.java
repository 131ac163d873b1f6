package parable.ground;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The one JSON mapper. It refuses what others accept silently: unknown keys, missing fields, keys given
/// twice. A component of type `Optional` may be left out; nothing else may.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    /// For records: leaves out what may be left out.
    private static final JsonMapper RECORDS = MAPPER.rebuild()
            .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .annotationIntrospector(new EveryComponentRequired())
            .addModule(new SimpleModule().addDeserializer(String.class, new SharedTexts()))
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET);

    /// Reads JSON as Python writes it: NaN and Infinity are numbers. Keys that repeat are still refused.
    private static final ObjectReader PYTHON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build()
            .reader();

    private Json() {}

    /// For files that Python wrote: NaN and Infinity are numbers. Keys that repeat are refused.
    public static ObjectReader python() {
        return PYTHON;
    }

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /// One line, keys sorted: the form that is hashed.
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// The bytes of [#line(Object)] in UTF-8, piece by piece, for values too large to stand in memory twice.
    /// `out` stays open.
    ///
    /// @throws IOException what `out` threw
    public static void write(Object value, OutputStream out) throws IOException {
        // Through a writer, so that half a surrogate pair becomes '?' as String.getBytes has it and is no error.
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try {
            WRITER.writeValue(text, value);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        text.flush();
    }

    /// Indented, keys sorted, newline at the end: the form that people read.
    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    public static <T> T read(String text, Class<T> type) {
        return RECORDS.readValue(text, type);
    }

    /// The items of an array.
    static <T> List<T> readList(String text, Class<T> type) {
        return RECORDS.readerForListOf(type).readValue(text);
    }

    /// One value in UTF-8; `in` is closed.
    public static <T> T read(InputStream in, Class<T> type) {
        return RECORDS.readValue(in, type);
    }

    /// The values of a file one after another, each read when it is asked for. The stream must be closed.
    ///
    /// @throws CorruptFileException while it is read, where the file is cut or holds something else
    public static <T> Stream<T> readEach(Path file, Class<T> type) throws IOException {
        MappingIterator<T> values = RECORDS.readerFor(type).readValues(Files.newInputStream(file));
        Iterator<T> checked = new Iterator<>() {
            private int read;

            @Override
            public boolean hasNext() {
                return told(values::hasNext);
            }

            @Override
            public T next() {
                GrownHeap.collect();
                T value = told(values::next);
                read++;
                return value;
            }

            private <V> V told(Supplier<V> part) {
                try {
                    return part.get();
                } catch (JacksonException e) {
                    throw new CorruptFileException(
                            file,
                            "after %d whole values comes one that cannot be read (%s). Run the command again that wrote it",
                            read,
                            e.getOriginalMessage());
                }
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(checked, Spliterator.ORDERED), false)
                .onClose(values::close);
    }

    public static <T> T read(Path file, Class<T> type) throws IOException {
        return RECORDS.readValue(Files.readString(file), type);
    }
}
