package parable.ground;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as language models write it, read where it has one meaning: raw line breaks inside strings, single quotes,
/// a trailing comma, an escaped apostrophe, text around the value. What is cut off, given twice or followed by a
/// second value has none or several, and is not read.
public final class LenientJson {
    private static final JsonMapper LENIENT = Json.mapper()
            .rebuild()
            .enable(
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    /// An escape that other languages read otherwise, such as `\x41`: Jackson would drop its backslash.
    private static final Pattern FOREIGN_ESCAPE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\(?![bfnrtu])[A-Za-z0-9]");

    private LenientJson() {}

    /// The one object in `text`; the text around it must not hold another.
    public static Optional<ObjectNode> object(String text) {
        int start = text.indexOf('{');
        List<JsonNode> values = start < 0 ? List.of() : values(text.substring(start));
        return values.size() == 1 && values.getFirst() instanceof ObjectNode object
                ? Optional.of(object)
                : Optional.empty();
    }

    /// `text` as a list, if it is one and nothing else.
    public static Optional<JsonNode> list(String text) {
        return first(text.strip())
                .filter(first -> first.value().isArray() && first.rest().isBlank())
                .map(First::value);
    }

    /// The objects and lists in `text`, in order; none when one of them cannot be read.
    public static List<JsonNode> values(String text) {
        List<JsonNode> values = new ArrayList<>();
        String rest = text;
        for (int start = start(rest); start >= 0; start = start(rest)) {
            Optional<First> first = first(rest.substring(start));
            if (first.isEmpty()) {
                return List.of();
            }
            values.add(first.get().value());
            rest = first.get().rest();
        }
        return List.copyOf(values);
    }

    /// A value and the position after it.
    public record First(JsonNode value, String rest) {}

    /// The value with which `text` begins.
    public static Optional<First> first(String text) {
        return first(text, Json.mapper())
                .or(() -> first(text, LENIENT).filter(read -> {
                    // only what was read: looking through all that follows takes quadratic time
                    // where a text has many marks
                    Matcher foreign = FOREIGN_ESCAPE
                            .matcher(text)
                            .region(0, text.length() - read.rest().length());
                    return !foreign.find();
                }));
    }

    private static Optional<First> first(String text, JsonMapper mapper) {
        try (JsonParser parser = mapper.createParser(new StringReader(text))) {
            @Nullable JsonNode value = parser.readValueAsTree();
            if (value == null) {
                return Optional.empty(); // white space alone
            }
            int end = Math.toIntExact(parser.currentLocation().getCharOffset());
            return Optional.of(new First(value, text.substring(end)));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static int start(String text) {
        int object = text.indexOf('{'), list = text.indexOf('[');
        return object < 0 || list >= 0 && list < object ? list : object;
    }
}
