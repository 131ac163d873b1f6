package parable.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The terms of what lies in a folder: `terms.json`.
public record TermsFile(Path folder) {
    private static final String NAME = "terms.json";

    /// @param kind what should lie here, such as `import`
    /// @throws StudyException when the folder holds that of other terms, or something else, and keeps it
    public void admit(String kind, Terms asked, Existing existing) {
        if (!isTaken()) {
            return;
        }
        boolean known = Files.exists(folder.resolve(NAME));
        List<String> differences = known ? asked.differences(read()) : List.of();
        if (known && differences.isEmpty()) {
            return;
        }
        if (existing == Existing.REPLACE) {
            Existing.moveAside(folder);
            return;
        }
        Existing.refuse(folder, differences, "");
        throw new StudyException(
                StudyException.Category.STORAGE,
                "%s is no %s whose terms are known: it has no %s. Nothing in it was touched. Choose another name or"
                        + " folder, or move this one away.",
                folder,
                kind,
                NAME);
    }

    public void write(Terms terms) {
        AtomicFile.write(folder.resolve(NAME), Json.pretty(terms.values()));
    }

    private Terms read() {
        Path file = folder.resolve(NAME);
        try {
            TreeMap<String, String> values = new TreeMap<>();
            Json.read(file, JsonNode.class)
                    .properties()
                    .forEach(each -> values.put(each.getKey(), each.getValue().asString()));
            return new Terms(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Hidden files are the desktop's, or what a kill left.
    private boolean isTaken() {
        if (!Files.isDirectory(folder)) {
            return Files.exists(folder);
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.anyMatch(entry -> !entry.getFileName().toString().startsWith("."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
