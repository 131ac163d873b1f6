package parable.ground;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/// The line that a complaint about a bound value is about. The parser is often lines further on: it builds a
/// record at the end of its block, and only then misses a field or hears that the record refuses a value.
final class YamlPlace {
    private static final Pattern UNKNOWN = Pattern.compile("unknown key \"(.+?)\"\\. Known keys");
    private static final Pattern MARK = Pattern.compile("line (\\d+), column (\\d+)");
    private static final Pattern FIRST_WORD = Pattern.compile("(?:at \\S+: )?([\\w-]+) .*", Pattern.DOTALL);

    private YamlPlace() {}

    /// @return `:12`, or `:12:7` where the parser reports that line; empty if the text has no such place
    static Optional<String> of(JacksonException e, String complaint, JsonNode tree, YamlLines lines) {
        List<String> steps = steps(e, tree);
        String block = "/" + String.join("/", steps);
        block = steps.isEmpty() ? "" : block;
        OptionalInt line = named(UNKNOWN, complaint, block, lines, true);
        if (line.isEmpty()) {
            line = named(FIRST_WORD, complaint, block, lines, false);
        }
        if (line.isEmpty()) {
            line = lines.of(block);
        }
        return line.isEmpty() ? Optional.empty() : Optional.of(written(line.getAsInt(), e.getLocation()));
    }

    /// The scanner's last mark: the parser's own place stays at the last token that it could read.
    static Optional<String> ofSyntax(JacksonException e) {
        return MARK.matcher(String.valueOf(e.getOriginalMessage()))
                .results()
                .reduce((_, last) -> last)
                .map(mark -> ":%s:%s".formatted(mark.group(1), mark.group(2)));
    }

    private static OptionalInt named(Pattern pattern, String complaint, String block, YamlLines lines, boolean inside) {
        Matcher found = pattern.matcher(complaint);
        boolean names = inside ? found.find() : found.matches();
        return names ? lines.of(block + "/" + escaped(found.group(1))) : OptionalInt.empty();
    }

    private static String written(int line, TokenStreamLocation at) {
        boolean here = at != null && at.getLineNr() == line;
        return here ? ":%d:%d".formatted(line, Math.max(1, at.getColumnNr())) : ":" + line;
    }

    /// The way to the innermost place that is written: a field that is missing is not.
    private static List<String> steps(JacksonException e, JsonNode tree) {
        List<String> steps = new ArrayList<>();
        JsonNode node = tree;
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            node = name == null ? node.path(step.getIndex()) : node.path(name);
            if (node.isMissingNode()) {
                break;
            }
            steps.add(name == null ? String.valueOf(step.getIndex()) : escaped(name));
        }
        return steps;
    }

    /// As RFC 6901 writes names in a pointer.
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
