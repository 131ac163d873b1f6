package parable.audit.story;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// The sections of a Markdown file: its first line is a comment with the canary, `## name` begins a section, and what
/// follows up to the next one is its text.
final class Bodies {
    private static final String HEAD = "## ";

    private final String source;
    private final Map<String, String> sections = new LinkedHashMap<>();
    private final Set<String> unused;

    Bodies(String source, String text, String canary) {
        this.source = source;
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals("<!-- " + canary + " -->")) {
            throw wrong(
                    "%s does not begin with its canary. The first line of every text file is <!-- %s -->. Add it.",
                    source,
                    canary);
        }
        read(lines.subList(1, lines.size()));
        unused = new LinkedHashSet<>(sections.keySet());
    }

    private void read(List<String> lines) {
        String name = "";
        StringBuilder body = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith(HEAD)) {
                put(name, body.toString().strip());
                name = line.substring(HEAD.length()).strip();
                body.setLength(0);
            } else {
                body.append(line).append('\n');
            }
        }
        put(name, body.toString().strip());
    }

    private void put(String name, String body) {
        if (name.isEmpty() && body.isEmpty()) {
            return;
        }
        if (name.isEmpty()) {
            throw wrong("%s has text before its first section. Every text belongs to a section. Put a line `## name` above it.", source);
        }
        if (body.isEmpty()) {
            throw wrong("%s: section \"%s\" is empty. A section holds a text. Write it or remove the section.", source, name);
        }
        if (sections.put(name, body) != null) {
            throw wrong("%s: section \"%s\" is given twice. Give one of the two another name.", source, name);
        }
    }

    String text(String name) {
        String text = sections.get(name);
        if (text == null) {
            throw wrong(
                    "%s has no section \"%s\", which story.yaml asks for. %s",
                    source,
                    name,
                    Nearest.to(name, sections.keySet())
                            .map("Did you mean \"%s\"?"::formatted)
                            .orElse("Write it."));
        }
        unused.remove(name);
        return text;
    }

    /// @throws StudyException when a section was never asked for: a mistyped name loses a text silently otherwise
    void checkAllUsed() {
        if (!unused.isEmpty()) {
            throw wrong(
                    "%s: nothing in story.yaml uses section \"%s\". Every text belongs to a part. Use it or remove it.",
                    source,
                    unused.iterator().next());
        }
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(Category.CONFIG, message, values);
    }
}
