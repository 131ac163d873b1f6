package parable.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the `///` comment above a type says, read from its source: its first paragraph, and each `@param`.
///
/// @param about      the first paragraph as one line; empty where there is no comment
/// @param components by name
record SourceNotes(String about, Map<String, String> components) {
    private static final Path SOURCES = Path.of(System.getProperty("parable.home", ".."), "core/src/main/java");
    private static final Pattern COMPONENT = Pattern.compile("@param (\\w+)\\s+(.*)");
    private static final Pattern LINK = Pattern.compile("\\[#?([\\w.]+)](?!\\()");

    static SourceNotes of(Class<?> type) {
        List<String> lines = source(type);
        for (int i = 0; i < lines.size(); i++) {
            if (declares(lines.get(i), type)) {
                return read(above(lines, i));
            }
        }
        throw new IllegalStateException("no source of " + type);
    }

    Optional<String> of(String component) {
        return Optional.ofNullable(components.get(component));
    }

    private static boolean declares(String line, Class<?> type) {
        return Pattern.compile("(?:record|interface|enum) " + type.getSimpleName() + "\\b")
                        .matcher(line)
                        .find()
                && !line.strip().startsWith("/");
    }

    /// The comment's lines without their slashes; annotations may come between.
    private static List<String> above(List<String> lines, int declaration) {
        int end = declaration;
        while (end > 0
                && !lines.get(end - 1).strip().startsWith("///")
                && !lines.get(end - 1).isBlank()) {
            end--;
        }
        int start = end;
        while (start > 0 && lines.get(start - 1).strip().startsWith("///")) {
            start--;
        }
        return lines.subList(start, end).stream()
                .map(line -> line.strip().substring(3).strip())
                .toList();
    }

    private static SourceNotes read(List<String> comment) {
        Map<String, List<String>> components = new TreeMap<>();
        List<String> about = new ArrayList<>();
        List<String> current = about;
        boolean open = true;
        for (String line : comment) {
            Matcher component = COMPONENT.matcher(line);
            if (component.matches()) {
                current = components.computeIfAbsent(component.group(1), _ -> new ArrayList<>());
                current.add(component.group(2));
                open = true;
            } else if (line.isEmpty()) {
                open = false;
            } else if (open) {
                current.add(line);
            }
        }
        Map<String, String> notes = new TreeMap<>();
        components.forEach((name, text) -> notes.put(name, oneLine(text)));
        return new SourceNotes(oneLine(about), notes);
    }

    private static String oneLine(List<String> lines) {
        return LINK.matcher(lines.stream().collect(Collectors.joining(" "))).replaceAll("$1");
    }

    private static List<String> source(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        try {
            return Files.readAllLines(SOURCES.resolve(outer.getName().replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
