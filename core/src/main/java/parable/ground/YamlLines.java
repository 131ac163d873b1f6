package parable.ground;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The lines on which the keys and values of a YAML text stand, for messages about what they say.
public final class YamlLines {
    /// @param path keys and indices from the root, as a JSON pointer: `/office/inbox/0/from`
    private record Scalar(String path, String text, int line) {
        /// Text with line ends is a block that begins below its `|`.
        int lineOf(String part) {
            String before = text.substring(0, text.indexOf(part));
            boolean block = text.contains("\n");
            return line
                    + (block ? 1 + (int) before.chars().filter(c -> c == '\n').count() : 0);
        }
    }

    private final List<Scalar> scalars = new ArrayList<>();

    /// @param parser over a text that has been read before without a complaint
    YamlLines(JsonParser parser) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.PROPERTY_NAME || token.isScalarValue()) {
                scalars.add(new Scalar(
                        parser.streamReadContext().pathAsPointer().toString(),
                        parser.getString(),
                        parser.currentTokenLocation().getLineNr()));
            }
        }
    }

    /// @param path  where to look: this place and what lies below it
    /// @return the first line on which a key or value is `text`
    public OptionalInt of(String path, String text) {
        return scalars.stream()
                .filter(scalar -> isWithin(scalar.path(), path) && scalar.text().equals(text))
                .mapToInt(Scalar::line)
                .findFirst();
    }

    /// @param part of the path, anywhere in it, such as `/when/threat`
    public OptionalInt under(String part, String text) {
        return scalars.stream()
                .filter(scalar -> (scalar.path() + "/").contains(part + "/")
                        && scalar.text().equals(text))
                .mapToInt(Scalar::line)
                .findFirst();
    }

    /// @return the first line on which a key or value below `path` holds `part`
    public OptionalInt holding(String path, String part) {
        return scalars.stream()
                .filter(scalar -> isWithin(scalar.path(), path) && scalar.text().contains(part))
                .mapToInt(scalar -> scalar.lineOf(part))
                .findFirst();
    }

    /// @return the line on which what lies at `path` begins
    public OptionalInt of(String path) {
        return scalars.stream()
                .filter(scalar -> isWithin(scalar.path(), path))
                .mapToInt(Scalar::line)
                .findFirst();
    }

    private static boolean isWithin(String path, String place) {
        return path.equals(place) || path.startsWith(place + "/");
    }
}
