package parable.ground;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parable.ground.StudyException.Category;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// The one YAML reader. It binds to self-validating records and refuses what others accept silently: unknown
/// keys (naming the nearest known one), missing fields, keys given twice, numbers for truth values, nulls for
/// numbers, text after the document's end. A component of type `Optional` may be left out; nothing else may.
///
/// Every complaint is a [StudyException] of category CONFIG with the source, line and column, the path of keys,
/// the offending value, the rule, and what to do.
public final class Yaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .annotationIntrospector(new EveryComponentRequired())
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .build();

    /// How far a mistyped key may be from the one that is suggested, in edits.
    private static final int NEAR = 4;
    /// Longest value repeated in a message.
    private static final int SHOWN = 60;
    /// Characters of a text at most: the longest of our own has 60,000, and the library's time grows with the
    /// square.
    private static final int LONGEST = 1_000_000;
    private static final Pattern QUOTED =
            Pattern.compile("(?:property|name) '([^']+)'|field name \"([^\"]+)\"|property \"([^\"]+)\"");

    private Yaml() {}

    /// @param sourceName what messages call the text, such as the file's name
    /// @throws StudyException of category CONFIG when the text is not YAML or does not fit `type`
    public static <T> T read(String text, String sourceName, Class<T> type) {
        if (text.isBlank()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s is empty. A %s was expected. Write its fields as `key: value` lines.",
                    sourceName,
                    title(type));
        }
        if (text.length() > LONGEST) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s has %d characters; a %s has at most %d. Is it the right file?",
                    sourceName,
                    text.length(),
                    title(type),
                    LONGEST);
        }
        try {
            JsonNode tree = MAPPER.readTree(text);
            return bind(text, tree, sourceName, type);
        } catch (JacksonException e) {
            String place = YamlPlace.ofSyntax(e).orElseGet(() -> place(e));
            throw new StudyException(
                    Category.CONFIG, e, "%s", sourceName + place + ": " + complaint(e, MAPPER.missingNode()));
        }
    }

    /// Binds from the text once more rather than from the tree, because only the text knows lines and
    /// columns.
    private static <T> T bind(String text, JsonNode tree, String sourceName, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            String complaint = complaint(e, tree);
            String place = YamlPlace.of(e, complaint, tree, lines(text)).orElseGet(() -> place(e));
            throw new StudyException(Category.CONFIG, e, "%s", sourceName + place + ": " + complaint);
        }
    }

    /// Where the keys and values of a text stand.
    ///
    /// @param text that has been read
    public static YamlLines lines(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            return new YamlLines(parser);
        }
    }

    /// Block style, map keys sorted, record components in their order.
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    private static String complaint(JacksonException e, JsonNode tree) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                unknownKey(
                        path(e, unknown.getPropertyName()),
                        unknown.getPropertyName(),
                        known(unknown),
                        walk(tree, e.getPath()));
            case InvalidFormatException wrong -> wrongValue(wrong);
            case InvalidTypeIdException other -> otherKind(other);
            case InvalidNullException _ -> path(e, "") + "no value is written here. Write one or remove this item.";
            case ValueInstantiationException refused -> refused(refused, tree);
            case MismatchedInputException mismatch -> mismatch(mismatch, tree);
            case StreamReadException broken -> syntax(broken);
            default -> path(e, "") + e.getOriginalMessage() + ". Correct this place.";
        };
    }

    /// @param value of the key; a key without one is often the rest of a text with a comma
    private static String unknownKey(String path, String key, List<String> known, JsonNode value) {
        String remedy = nearest(key, known)
                .map(near -> "Did you mean \"%s\"?".formatted(near))
                .orElse(
                        value.isNull()
                                ? "Remove it, or put quotes around the text before it if it belongs to that."
                                : "Remove it or use a known one.");
        return "%sunknown key \"%s\". Known keys here: %s. %s".formatted(path, key, String.join(", ", known), remedy);
    }

    private static List<String> known(UnrecognizedPropertyException e) {
        Collection<?> known = e.getKnownPropertyIds();
        return known == null
                ? List.of()
                : known.stream().map(Object::toString).sorted().toList();
    }

    private static String wrongValue(InvalidFormatException e) {
        String value = shown(e.getValue());
        Class<?> type = e.getTargetType();
        if (type != null && type.isEnum()) {
            List<String> known = choices(type);
            String remedy =
                    nearest(value, known).map("Did you mean \"%s\"?"::formatted).orElse("Use one of them.");
            return "%s\"%s\" is not one of %s. %s".formatted(path(e, ""), value, String.join(", ", known), remedy);
        }
        return notA(path(e, ""), "\"" + value + "\"", type);
    }

    /// A block whose one key says which record it is.
    private static String otherKind(InvalidTypeIdException e) {
        Class<?> base = e.getBaseType().getRawClass();
        JsonTypeInfo by = base.getAnnotation(JsonTypeInfo.class);
        JsonSubTypes kinds = base.getAnnotation(JsonSubTypes.class);
        String key = by == null ? "kind" : by.property();
        List<String> known = kinds == null
                ? List.of()
                : Arrays.stream(kinds.value())
                        .map(JsonSubTypes.Type::name)
                        .sorted()
                        .toList();
        if (e.getTypeId() == null) {
            return "%smissing field \"%s\", which says what this block is: %s. Add a line `%s: …` here."
                    .formatted(path(e, key), key, String.join(", ", known), key);
        }
        String remedy = nearest(e.getTypeId(), known)
                .map("Did you mean \"%s\"?"::formatted)
                .orElse("Use one of them.");
        return "%s%s \"%s\" is not one of %s. %s"
                .formatted(path(e, key), key, shown(e.getTypeId()), String.join(", ", known), remedy);
    }

    /// A record that refused its components explains itself; its message already has value, rule and remedy.
    private static String refused(ValueInstantiationException e, JsonNode tree) {
        Optional<String> stranger = stranger(path(e, ""), e.getType().getRawClass(), walk(tree, e.getPath()));
        if (stranger.isPresent()) {
            return stranger.get();
        }
        Throwable cause = e.getCause();
        String reason = cause == null ? null : cause.getMessage();
        return path(e, "") + (reason == null ? e.getOriginalMessage() : reason);
    }

    private static String mismatch(MismatchedInputException e, JsonNode tree) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Missing")) {
            return missing(e, quoted(message), tree);
        }
        if (message.startsWith("Trailing token")) {
            return "more text follows after the end of the document. One file holds one document. Remove what follows.";
        }
        if (message.startsWith("Null value") || message.startsWith("Cannot map `null`") || message.contains("`null`")) {
            return "%sno value was given, but %s is needed. Write one after the colon."
                    .formatted(path(e, ""), kind(e.getTargetType()));
        }
        return notA(path(e, ""), shown(walk(tree, e.getPath())), e.getTargetType());
    }

    /// A mistyped key is at once an unknown and a missing one; the unknown one says more.
    private static String missing(MismatchedInputException e, String name, JsonNode tree) {
        String path = path(e, name);
        Class<?> owner = owner(e);
        JsonNode parent = walk(tree, e.getPath().subList(0, e.getPath().size() - 1));
        return stranger(path, owner, parent)
                .orElseGet(() -> "%smissing field \"%s\". %s needs it. Add a line `%s: …` here."
                        .formatted(
                                path, name, owner == null ? "This block" : "The block " + owner.getSimpleName(), name));
    }

    /// What to say of the first key of a record's block that the record does not have; its kind's key is no
    /// stranger.
    private static Optional<String> stranger(String path, @Nullable Class<?> record, JsonNode block) {
        if (record == null || !record.isRecord() || !block.isObject()) {
            return Optional.empty();
        }
        List<String> known = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .sorted()
                .toList();
        List<String> kinds = Arrays.stream(record.getInterfaces())
                .flatMap(base -> Stream.ofNullable(base.getAnnotation(JsonTypeInfo.class)))
                .map(JsonTypeInfo::property)
                .toList();
        return block.propertyNames().stream()
                .filter(key -> !known.contains(key) && !kinds.contains(key))
                .findFirst()
                .map(key -> unknownKey(path, key, known, block.path(key)));
    }

    private static String notA(String path, String value, @Nullable Class<?> type) {
        return "%s%s is not %s. Write %s there.".formatted(path, value, kind(type), kind(type));
    }

    private static String syntax(StreamReadException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Duplicate")) {
            return "key \"%s\" is given twice. A key may stand once in its block. Remove one of the two."
                    .formatted(quoted(message));
        }
        return "this is not YAML: %s. Check indentation, colons and quotes near this place."
                .formatted(message.strip().lines().map(String::strip).collect(Collectors.joining("; ")));
    }

    /// `:3:7` for line 3, column 7, or nothing where the reader does not know.
    private static String place(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null || at.getLineNr() < 1
                ? ""
                : ":%d:%d".formatted(at.getLineNr(), Math.max(1, at.getColumnNr()));
    }

    /// The keys that lead to the place, without the last one where that is the `unwanted` key itself.
    private static String path(JacksonException e, String unwanted) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else if (!step.getPropertyName().equals(unwanted)) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "" : "at " + path + ": ";
    }

    private static @Nullable Class<?> owner(MismatchedInputException e) {
        Object from = e.getPath().isEmpty() ? null : e.getPath().getLast().from();
        return from instanceof Class<?> type ? type : from == null ? null : from.getClass();
    }

    private static JsonNode walk(JsonNode tree, List<JacksonException.Reference> steps) {
        JsonNode node = tree;
        for (JacksonException.Reference step : steps) {
            node = step.getPropertyName() == null ? node.path(step.getIndex()) : node.path(step.getPropertyName());
        }
        return node;
    }

    private static String title(Class<?> type) {
        return type.getSimpleName();
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "a value of the expected type";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "text";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return "a block of keys for " + type.getSimpleName();
    }

    private static List<String> choices(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> MAPPER.convertValue(constant, String.class))
                .toList();
    }

    private static String quoted(String message) {
        Matcher name = QUOTED.matcher(message);
        if (!name.find()) {
            return "?";
        }
        return name.group(1) != null ? name.group(1) : name.group(2) != null ? name.group(2) : name.group(3);
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static Optional<String> nearest(String wrong, List<String> known) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(k -> edits(lower, k.toLowerCase(Locale.ROOT)) <= Math.min(NEAR, Math.max(1, k.length() / 2)))
                .min(Comparator.comparingInt(k -> edits(lower, k.toLowerCase(Locale.ROOT))));
    }

    /// Levenshtein's distance: insertions, deletions and substitutions that turn `a` into `b`.
    static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
