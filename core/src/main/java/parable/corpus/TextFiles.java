package parable.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Documents in files of one's own: a `.jsonl` file, whose lines are objects with an `id` and a `text` and
/// any further fields that are words or numbers, which become tags; or a folder of such files and of `.txt`
/// files, each a document whose id is its path.
public final class TextFiles {
    private static final int SHOWN = 60;

    private TextFiles() {}

    /// Reads all of it.
    ///
    /// @throws StudyException naming file and line of whatever is no document, or of an id that was there
    ///     before
    public static Corpus read(Path path) {
        Map<String, String> places = new HashMap<>();
        List<Document> ordered = new ArrayList<>();
        for (Path file : files(path)) {
            for (Document document : isLines(file) ? lines(file) : List.of(whole(path, file))) {
                String place =
                        document.origin().source() + ":" + (document.origin().index() + 1);
                String former = places.put(document.id(), place);
                if (former != null) {
                    throw wrong(
                            "The document id \"%s\" stands at %s and at %s. Every document needs an id of its own.",
                            cut(document.id()), former, place);
                }
                ordered.add(document);
            }
        }
        if (ordered.isEmpty()) {
            throw wrong(
                    "%s holds no document. It must hold .jsonl files of {\"id\", \"text\"} lines or .txt files.", path);
        }
        return Corpus.of(path.getFileName().toString(), ordered);
    }

    private static List<Path> files(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(file -> Files.isRegularFile(file) && (isLines(file) || isText(file)))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "There is no corpus at %s. Name a .jsonl file, or a folder of .jsonl and .txt files.",
                    path);
        }
    }

    private static boolean isLines(Path file) {
        return file.toString().endsWith(".jsonl");
    }

    private static boolean isText(Path file) {
        return file.toString().endsWith(".txt");
    }

    private static Document whole(Path folder, Path file) {
        String id = Files.isDirectory(folder)
                ? folder.relativize(file).toString().replace('\\', '/')
                : file.getFileName().toString();
        return new Document(id, read(file, Files::readString), new Document.Origin(file.toString(), 0), Map.of(), 1);
    }

    private static List<Document> lines(Path file) {
        List<Document> documents = new ArrayList<>();
        long number = 0;
        for (String line : read(file, Files::readAllLines)) {
            if (!line.isBlank()) {
                documents.add(document(file, number, line));
            }
            number++;
        }
        return documents;
    }

    private static Document document(Path file, long number, String line) {
        JsonNode node;
        try {
            node = Json.read(line, JsonNode.class);
        } catch (JacksonException e) {
            throw wrong(
                    "%s:%d is not JSON (%s): \"%s\". Each line is one object with \"id\" and \"text\".",
                    file, number + 1, Json.fault(e), cut(line));
        }
        if (!node.path("id").isString() || !node.path("text").isString()) {
            throw wrong(
                    "%s:%d needs the fields \"id\" and \"text\", both text, but is %s",
                    file, number + 1, cut(node.toString()));
        }
        Map<String, String> tags = new TreeMap<>();
        node.propertyStream()
                .filter(field -> field.getValue().isValueNode())
                .filter(field -> !field.getKey().equals("id") && !field.getKey().equals("text"))
                .forEach(field -> tags.put(field.getKey(), field.getValue().asString("")));
        String id = node.path("id").asString();
        return new Document(id, node.path("text").asString(), new Document.Origin(file.toString(), number), tags, 1);
    }

    @FunctionalInterface
    private interface Reader<T> {
        T of(Path file) throws IOException;
    }

    private static <T> T read(Path file, Reader<T> reader) {
        try {
            return reader.of(file);
        } catch (CharacterCodingException e) {
            throw new StudyException(Category.CONFIG, e, "%s is not text in UTF-8. Convert it first.", file);
        } catch (IOException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "%s could not be read (%s). It must be a file that you may read.",
                    file,
                    e.getClass().getSimpleName());
        }
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(Category.CONFIG, message, values);
    }
}
