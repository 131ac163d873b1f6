package parable.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.Condition;

/// The sections of a Markdown file: its first line is a comment with the canary, `## name` begins a
/// section, and what follows up to the next one is its text. `## name [factor=level, factor=level]` writes
/// a section anew for some cells; the version that asks for most of a cell's levels is taken.
final class Bodies {
    private static final Pattern HEAD = Pattern.compile("## ([^\\[\\]]+?)(?: \\[([^\\[\\]]+)])?\\s*");

    /// @param levels that a cell must have to get this version
    private record Section(String name, Map<String, String> levels, String text) {
        boolean fits(Condition cell) {
            return levels.entrySet().stream()
                    .allMatch(e -> cell.level(e.getKey()).equals(e.getValue()));
        }

        @Override
        public String toString() {
            return levels.isEmpty() ? name : name + " " + levels;
        }
    }

    private final String source;
    private final Map<String, List<Section>> sections = new LinkedHashMap<>();
    private final Set<Section> unused = new LinkedHashSet<>();

    Bodies(String source, String text, String canary) {
        this.source = source;
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals("<!-- " + canary + " -->")) {
            throw wrong(
                    "%s does not begin with its canary. The first line of every text file is <!-- %s -->. Add it.",
                    source, canary);
        }
        read(lines.subList(1, lines.size()));
    }

    private void read(List<String> lines) {
        Matcher head = null;
        StringBuilder body = new StringBuilder();
        for (String line : lines) {
            Matcher next = HEAD.matcher(line);
            if (next.matches()) {
                put(head, body.toString().strip());
                head = next;
                body.setLength(0);
            } else {
                body.append(line).append('\n');
            }
        }
        put(head, body.toString().strip());
    }

    private void put(@Nullable Matcher head, String body) {
        if (head == null) {
            if (!body.isEmpty()) {
                throw wrong(
                        "%s has text before its first section. Every text belongs to a section. Put a line `## name` above it.",
                        source);
            }
            return;
        }
        Section section = new Section(head.group(1).strip(), levels(head.group(2)), body);
        if (body.isEmpty()) {
            throw wrong("%s: section \"%s\" is empty. A section holds a text. Write it or remove it.", source, section);
        }
        List<Section> versions = sections.computeIfAbsent(section.name(), _ -> new ArrayList<>());
        if (versions.stream().anyMatch(v -> v.levels().equals(section.levels()))) {
            throw wrong("%s: section \"%s\" is given twice. Give one of the two another name.", source, section);
        }
        versions.add(section);
        unused.add(section);
    }

    private Map<String, String> levels(@Nullable String written) {
        Map<String, String> levels = new TreeMap<>();
        for (String part : written == null ? new String[0] : written.split(",")) {
            String[] sides = part.strip().split("=");
            if (sides.length != 2) {
                throw wrong(
                        "%s: \"%s\" is no level of a factor. Versions of a section are marked [factor=level]. Correct it.",
                        source, part.strip());
            }
            levels.put(sides[0].strip(), sides[1].strip());
        }
        return levels;
    }

    /// The text of a section as that cell reads it, placeholders not yet filled.
    String text(String name, Condition cell) {
        List<Section> fitting =
                versions(name).stream().filter(v -> v.fits(cell)).toList();
        Optional<Section> best =
                fitting.stream().reduce((a, b) -> b.levels().size() > a.levels().size() ? b : a);
        if (best.isEmpty()) {
            throw wrong(
                    "%s: no version of section \"%s\" fits the cell %s. Write one without levels for the rest.",
                    source, name, cell);
        }
        unused.remove(best.get());
        return best.get().text();
    }

    boolean has(String name) {
        return sections.containsKey(name);
    }

    /// Factors and levels that versions ask for, for [TemplateCheck].
    List<Map<String, String>> conditions() {
        return sections.values().stream()
                .flatMap(List::stream)
                .map(Section::levels)
                .toList();
    }

    private List<Section> versions(String name) {
        List<Section> versions = sections.get(name);
        if (versions == null) {
            throw wrong(
                    "%s has no section \"%s\", which story.yaml asks for. %s",
                    source,
                    name,
                    Nearest.to(name, sections.keySet())
                            .map("Did you mean \"%s\"?"::formatted)
                            .orElse("Write it."));
        }
        return versions;
    }

    /// @throws StudyException when a section was never asked for: a mistyped name loses a text silently
    ///     otherwise
    void checkAllUsed() {
        if (!unused.isEmpty()) {
            throw wrong(
                    "%s: nothing in story.yaml uses section \"%s\". Every text belongs to a part. Use it or remove it.",
                    source, unused.iterator().next());
        }
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(Category.CONFIG, message, values);
    }
}
