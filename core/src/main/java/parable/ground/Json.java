package parable.ground;

import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonReadFeature;
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
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .annotationIntrospector(new EveryComponentRequired())
            .addModule(new SimpleModule().addDeserializer(String.class, new SharedTexts()))
            .build();

    /// For records that stand one after another in a file.
    private static final JsonMapper EACH = RECORDS.rebuild()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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
        // Through a writer, so that half a surrogate pair becomes '?' as String.getBytes has it and is no
        // error.
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

    /// A text that this process wrote. What lies on disk is read with its file's name.
    public static <T> T read(String text, Class<T> type) {
        return RECORDS.readValue(text, type);
    }

    /// The items of an array that this process wrote.
    static <T> List<T> readList(String text, Class<T> type) {
        return RECORDS.readerForListOf(type).readValue(text);
    }

    /// A file that the program wrote.
    ///
    /// @throws CorruptFileException where it is cut or is not JSON
    /// @throws StudyException       of category STORAGE where another version wrote it
    /// @throws IOException          when it cannot be read
    public static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return read(WholeText.of(file, WholeText.TABLE), file, "", type);
        } catch (CharacterCodingException _) {
            throw new CorruptFileException(
                    file, "it is not text in UTF-8. Make it again with the command that wrote it, under another name");
        }
    }

    /// The same for a part of a file.
    ///
    /// @param place which part, such as `record 7`; empty for the whole file
    public static <T> T read(String text, Path file, String place, Class<T> type) {
        return checked(file, place, () -> RECORDS.readValue(text, type));
    }

    /// The same for a record of a journal.
    public static <T> T read(byte[] record, Path file, int number, Class<T> type) {
        return checked(file, "record " + number, () -> RECORDS.readValue(record, type));
    }

    /// The same for a part in UTF-8; `in` is closed.
    public static <T> T read(InputStream in, Path file, String place, Class<T> type) {
        return checked(file, place, () -> RECORDS.readValue(in, type));
    }

    /// The values of a file one after another, each read when it is asked for. The stream must be closed.
    ///
    /// @throws CorruptFileException while it is read, where the file is cut or is not JSON
    /// @throws StudyException       of category STORAGE while it is read, where another version wrote it
    public static <T> Stream<T> readEach(Path file, Class<T> type) throws IOException {
        InputStream in = Files.newInputStream(file);
        Iterator<T> values = new Iterator<>() {
            private @Nullable MappingIterator<T> values;
            private int read;

            @Override
            public boolean hasNext() {
                return checked(file, place(), () -> values().hasNext());
            }

            @Override
            public T next() {
                GrownHeap.collect();
                T value = checked(file, place(), () -> values().next());
                if (value == null) {
                    throw OtherVersion.of(file, place(), "null where a value is required");
                }
                read++;
                return value;
            }

            private String place() {
                return "after %d whole values".formatted(read);
            }

            /// Begun within the check: the first token is read here.
            private MappingIterator<T> values() {
                if (values == null) {
                    values = EACH.readerFor(type).readValues(in);
                }
                return values;
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(values, Spliterator.ORDERED), false)
                .onClose(() -> close(in));
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <V> V checked(Path file, String place, Supplier<V> reading) {
        try {
            V value = reading.get();
            if (value == null) {
                throw OtherVersion.of(file, place, "null where a value is required");
            }
            return value;
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (JacksonException e) {
            if (JsonFault.isOfAnotherVersion(e)) {
                throw OtherVersion.of(file, place, JsonFault.told(e));
            }
            throw new CorruptFileException(
                    file,
                    "%s%s. Make it again with the command that wrote it, under another name",
                    place.isEmpty() ? "" : place + ": ",
                    JsonFault.told(e));
        }
    }

    /// What is wrong with JSON that could not be read, in our own words.
    public static String fault(JacksonException e) {
        return JsonFault.told(e);
    }
}
