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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.Condition;

/// The sections of a Markdown file: its first line is a comment with the canary, `## name` begins a
/// section, and what follows up to the next one is its text. `## name [factor=level, factor=level]` writes
/// another version of a section for some cells; the version that matches most of a cell's levels applies.
final class Bodies {
    private static final Pattern HEAD = Pattern.compile("## ([^\\[\\]]+?)(?: \\[([^\\[\\]]+)])?\\s*");

    /// A comment of the author's on a line of its own; no agent reads it.
    private static final Pattern COMMENT = Pattern.compile("\\s*<!--.*-->\\s*");

    /// One version of a section.
    ///
    /// @param file   that holds it
    /// @param line   of its heading; 0 where it has none
    /// @param levels that a cell must have to get this version
    /// @param below  the lines below its heading as they are in the file, comments too
    record Version(String file, int line, String name, Map<String, String> levels, String text, List<String> below) {
        String place() {
            return line == 0 ? file : file + ":" + line;
        }

        boolean fits(Condition cell) {
            return levels.entrySet().stream()
                    .allMatch(e -> cell.level(e.getKey()).equals(e.getValue()));
        }

        /// The first of its lines that holds `part`.
        Optional<String> holding(String part) {
            return IntStream.range(0, below.size())
                    .filter(i -> below.get(i).contains(part))
                    .mapToObj(i -> file + ":" + (line + 1 + i))
                    .findFirst();
        }

        @Override
        public String toString() {
            return levels.isEmpty() ? name : name + " " + levels;
        }
    }

    private final String source;
    private final Origin story;
    private final Map<String, List<Version>> sections = new LinkedHashMap<>();
    private final Set<Version> unused = new LinkedHashSet<>();

    /// @param story the file that says which sections are used
    Bodies(String source, String text, String canary, Origin story) {
        this(source, story);
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals("<!-- " + canary + " -->")) {
            throw wrong(
                    "%s does not begin with its canary. The first line of every text file is <!-- %s -->. Add it.",
                    source, canary);
        }
        read(lines);
    }

    private Bodies(String source, Origin story) {
        this.source = source;
        this.story = story;
    }

    /// Texts that stand in the story's own file.
    static Bodies of(Origin story, Map<String, String> texts) {
        Bodies bodies = new Bodies(story.toString(), story);
        texts.forEach((name, text) ->
                bodies.add(new Version(story.at("", text), 0, name, Map.of(), text.strip(), List.of())));
        return bodies;
    }

    private void read(List<String> lines) {
        Matcher head = null;
        int at = 1;
        for (int i = 1; i <= lines.size(); i++) {
            Matcher next = i == lines.size() ? null : HEAD.matcher(lines.get(i));
            if (next == null || next.matches()) {
                put(head, at, lines.subList(at, i));
                head = next;
                at = i + 1;
            }
        }
    }

    /// @param line of the heading, from 1
    private void put(@Nullable Matcher head, int line, List<String> below) {
        String body = below.stream()
                .filter(text -> !COMMENT.matcher(text).matches())
                .collect(Collectors.joining("\n"))
                .strip();
        if (head == null) {
            if (!body.isEmpty()) {
                throw wrong(
                        "%s has text before its first section. Every text belongs to a section. Put a line `## name` above it.",
                        source);
            }
            return;
        }
        Map<String, String> levels = levels(source + ":" + line, head.group(2));
        add(new Version(source, line, head.group(1).strip(), levels, body, below));
    }

    private void add(Version section) {
        if (section.text().isEmpty()) {
            throw wrong(
                    "%s: section \"%s\" is empty. A section holds a text. Write it or remove it.",
                    section.place(), section);
        }
        List<Version> same = sections.computeIfAbsent(section.name(), _ -> new ArrayList<>());
        if (same.stream().anyMatch(v -> v.levels().equals(section.levels()))) {
            throw wrong(
                    "%s: section \"%s\" is given twice. Give one of the two another name.", section.place(), section);
        }
        same.add(section);
        unused.add(section);
    }

    private static Map<String, String> levels(String place, @Nullable String written) {
        Map<String, String> levels = new TreeMap<>();
        for (String part : written == null ? new String[0] : written.split(",")) {
            String[] sides = part.strip().split("=");
            if (sides.length != 2) {
                throw wrong(
                        "%s: \"%s\" is no level of a factor. Versions of a section are marked [factor=level]. Correct it.",
                        place, part.strip());
            }
            levels.put(sides[0].strip(), sides[1].strip());
        }
        return levels;
    }

    /// A section as that cell reads it, placeholders not yet filled.
    Version version(String name, Condition cell) {
        List<Version> fitting =
                versions(name).stream().filter(v -> v.fits(cell)).toList();
        Version best = fitting.stream()
                .reduce((a, b) -> b.levels().size() > a.levels().size() ? b : a)
                .orElseThrow(() -> wrong(
                        "%s: no version of section \"%s\" fits the cell %s. Write one without levels for the rest.",
                        versions(name).getFirst().place(), name, cell));
        unused.remove(best);
        return best;
    }

    boolean has(String name) {
        return sections.containsKey(name);
    }

    /// All versions of all sections.
    List<Version> versions() {
        return sections.values().stream().flatMap(List::stream).toList();
    }

    private List<Version> versions(String name) {
        List<Version> versions = sections.get(name);
        if (versions == null) {
            throw wrong(
                    "%s has no section \"%s\", which %s asks for. %s",
                    source,
                    name,
                    story.at("", name),
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
            Version first = unused.iterator().next();
            throw wrong(
                    "%s: nothing in story.yaml uses section \"%s\". Every text belongs to a part. Use it or remove it.",
                    first.place(), first);
        }
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(Category.CONFIG, message, values);
    }
}
