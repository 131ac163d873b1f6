package parable.model;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.tensor.FirstBytes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON object of a model folder, read key by key. `null` counts as absent, as in transformers.
///
/// It remembers which keys were read, so that [#refuseUnread] can name those that the reader does not know.
/// Confined to one thread.
final class ConfigJson {
    /// Bytes of a file at most: the largest known `config.json` has 100 kB.
    private static final long LARGEST = 4 << 20;

    private static final int SHOWN = 60, NAMED = 5;

    private final Path file;
    private final String place;
    private final JsonNode root;
    private final Set<String> read = new HashSet<>();

    private ConfigJson(Path file, String place, JsonNode root) {
        this.file = file;
        this.place = place;
        this.root = root;
    }

    /// @throws StudyException when the file is missing, too large or no JSON object
    static ConfigJson read(Path file) {
        String text = text(file);
        try {
            JsonNode root = Json.python().readTree(text);
            if (root.isObject()) {
                return new ConfigJson(file, "", root);
            }
        } catch (JacksonException e) {
            throw fault(
                    file,
                    "is no JSON from line %d, column %d on, or repeats a key there. Download or copy it again.",
                    e.getLocation().getLineNr(),
                    e.getLocation().getColumnNr());
        }
        throw fault(file, "must hold one JSON object, but holds something else. Download or copy it again.");
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) == 0) {
                throw fault(file, "is empty. Download or copy it again.");
            }
            if (Files.size(file) > LARGEST) {
                throw fault(file, "has %d bytes; such a file has at most %d.", Files.size(file), LARGEST);
            }
            Optional<String> other = FirstBytes.of(Files.readAllBytes(file));
            if (other.isPresent()) {
                throw fault(file, "is %s.", other.get());
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw fault(file, "is not UTF-8 text. Download or copy it again.");
        } catch (IOException e) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT, e, "%s is missing or cannot be read. Check its rights.", file);
        }
    }

    private static StudyException fault(Path file, String fault, @Nullable Object... values) {
        return new StudyException(
                StudyException.Category.CHECKPOINT,
                "%s %s",
                file,
                values.length == 0 ? fault : fault.formatted(values));
    }

    /// The whole object, to be changed.
    ObjectNode copy() {
        return (ObjectNode) root.deepCopy();
    }

    Path file() {
        return file;
    }

    /// Whether the key is present, even with `null`.
    boolean has(String key) {
        return root.has(key);
    }

    /// The value of a key that is there and not `null`.
    Optional<JsonNode> value(String key) {
        read.add(key);
        JsonNode value = root.path(key);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    int count(String key, int most) {
        return optionalCount(key, most)
                .orElseThrow(() -> fault(file, "says nothing about \"%s\", which every model has.", place + key));
    }

    /// A whole number from 1.
    Optional<Integer> optionalCount(String key, int most) {
        return checked(key, node -> isWhole(node, 1, most), "a whole number from 1 to " + most)
                .map(ConfigJson::whole);
    }

    Optional<Integer> optionalCountFromZero(String key) {
        return checked(key, node -> isWhole(node, 0, Integer.MAX_VALUE), "a whole number from 0")
                .map(ConfigJson::whole);
    }

    /// A number within bounds, which are finite.
    Optional<Double> optionalReal(String key, double least, double most) {
        return checked(
                        key,
                        node -> node.isNumber()
                                && node.doubleValueOpt().orElse(Double.NaN) >= least
                                && node.doubleValueOpt().orElse(Double.NaN) <= most,
                        "a number from %s to %s".formatted(least, most))
                .map(JsonNode::doubleValue);
    }

    boolean flag(String key, boolean otherwise) {
        return checked(key, JsonNode::isBoolean, "true or false")
                .map(JsonNode::booleanValue)
                .orElse(otherwise);
    }

    Optional<String> text(String key) {
        return checked(key, JsonNode::isString, "a text").map(JsonNode::stringValue);
    }

    Optional<ConfigJson> object(String key) {
        return checked(key, JsonNode::isObject, "an object").map(node -> new ConfigJson(file, place + key + ".", node));
    }

    List<String> texts(String key) {
        Predicate<JsonNode> isTexts =
                node -> node.isArray() && node.valueStream().allMatch(JsonNode::isString);
        return checked(key, isTexts, "a list of texts")
                .map(list -> list.valueStream().map(JsonNode::stringValue).toList())
                .orElse(List.of());
    }

    /// One token id or a list of them.
    ///
    /// @param vocabulary tokens that the model has
    List<Integer> ids(String key, int vocabulary) {
        Predicate<JsonNode> isId = node -> isWhole(node, 0, vocabulary - 1);
        Predicate<JsonNode> isIds =
                node -> isId.test(node) || node.isArray() && node.valueStream().allMatch(isId);
        return checked(key, isIds, "a token id from 0 to %d, or a list of them".formatted(vocabulary - 1))
                .map(node -> node.isArray()
                        ? node.valueStream().map(ConfigJson::whole).toList()
                        : List.of(whole(node)))
                .orElse(List.of());
    }

    private Optional<JsonNode> checked(String key, Predicate<JsonNode> holds, String rule) {
        Optional<JsonNode> value = value(key);
        value.filter(holds.negate()).ifPresent(wrong -> {
            throw fault(
                    file,
                    "has \"%s\" = %s; it must be %s. The file is damaged or another program's: copy it again.",
                    place + key,
                    shown(wrong),
                    rule);
        });
        return value;
    }

    private static boolean isWhole(JsonNode node, long least, long most) {
        double value = node.doubleValueOpt().orElse(Double.NaN);
        return value == Math.rint(value) && value >= least && value <= most;
    }

    private static int whole(JsonNode node) {
        return (int) node.doubleValue();
    }

    /// @return what to throw where the file asks for what the decoder does not compute
    StudyException asksFor(String what, @Nullable Object... values) {
        return fault(
                file,
                "asks for %s. To audit it, serve it by another program; to train, take another base.",
                values.length == 0 ? what : what.formatted(values));
    }

    /// @return what to throw where the file says one thing in two ways that differ
    StudyException disagrees(String what, @Nullable Object... values) {
        return fault(file, "disagrees with itself: %s. Correct the one that is wrong.", what.formatted(values));
    }

    /// Refuses keys with a value that were neither read nor are harmless.
    void refuseUnread(Collection<String> harmless) {
        List<String> unread = root.properties().stream()
                .filter(entry -> !entry.getValue().isNull()
                        && !read.contains(entry.getKey())
                        && !harmless.contains(entry.getKey()))
                .map(entry -> "\"%s\" = %s".formatted(place + entry.getKey(), shown(entry.getValue())))
                .toList();
        if (!unread.isEmpty()) {
            throw fault(
                    file,
                    "has %s%s, which this reader does not know: it may change what the model computes. Where it does"
                            + " not, take it out of the file. Else serve the model by another program to audit it, and train another.",
                    unread.stream().limit(NAMED).collect(Collectors.joining(", ")),
                    unread.size() > NAMED ? " and %d more".formatted(unread.size() - NAMED) : "");
        }
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
