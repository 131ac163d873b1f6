package parable.suite;

import java.util.OptionalInt;
import java.util.stream.Stream;
import parable.ground.Yaml;
import parable.ground.YamlLines;

/// The YAML file of a scenario as messages cite it: by its name, and by the line that a message is about.
final class Origin {
    private final String name;
    private final YamlLines lines;

    /// @param text that has been read without a complaint
    Origin(String name, String text) {
        this.name = name;
        this.lines = Yaml.lines(text);
    }

    /// `story.yaml:12`, the first line on which a key or value is `text`; the file alone where none is.
    ///
    /// @param path where to look first, such as `/gate/rules/2`; then its first part, then the whole file
    String at(String path, String text) {
        int slash = path.indexOf('/', 1);
        return written(
                Stream.of(path, slash < 0 ? path : path.substring(0, slash), "").map(place -> lines.of(place, text)));
    }

    /// The first line on which a key or value is `text` in a `when` about that factor.
    String atCondition(String factor, String text) {
        return written(Stream.of(lines.under("/when/" + factor, text)));
    }

    /// The first line that holds `part`.
    String holding(String part) {
        return written(Stream.of(lines.holding("", part)));
    }

    /// The line on which what lies at `path` begins.
    String of(String path) {
        return written(Stream.of(lines.of(path)));
    }

    private String written(Stream<OptionalInt> found) {
        return found.flatMapToInt(OptionalInt::stream)
                .mapToObj(line -> name + ":" + line)
                .findFirst()
                .orElse(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
