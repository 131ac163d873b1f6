package parable.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Text files of a model folder from a third party.
final class FolderFile {
    private FolderFile() {}

    /// @param most bytes that such a file has at most
    /// @throws CorruptFileException when it has more, or is not UTF-8
    static String text(Path file, long most) {
        try {
            long size = Files.size(file);
            if (size > most) {
                throw new CorruptFileException(file, "it has %d bytes; such a file has at most %d", size, most);
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new CorruptFileException(file, "it is not UTF-8. Save it as UTF-8 or download it again");
        } catch (IOException e) {
            throw new StudyException(
                    Category.CHECKPOINT, e, "%s could not be read. Check that it is there and its rights.", file);
        }
    }

    /// @throws CorruptFileException when `text` is no JSON object, or has a key twice
    static ObjectNode object(String text, Path file) {
        return object(tree(text, file), file);
    }

    private static ObjectNode object(JsonNode tree, Path file) {
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new CorruptFileException(file, "it should be one JSON object { … }, but is something else");
    }

    private static JsonNode tree(String text, Path file) {
        try {
            return Json.mapper().readTree(text);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new CorruptFileException(
                    file,
                    "it is not JSON, or has a key twice%s. Download it again",
                    at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr()));
        }
    }
}
