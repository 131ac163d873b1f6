package parable.ground;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import parable.ground.StudyException.Category;

/// Text files that are read whole. Their size is checked before a byte is read.
public final class WholeText {
    /// Bytes of a recipe, a suite, a story, claims or another file that people write: the longest of our own has
    /// 60,000.
    public static final long WRITTEN = 4L << 20;
    /// Bytes of a table that the program wrote, or of a model's settings.
    public static final long TABLE = 256L << 20;

    private WholeText() {}

    /// @param most bytes
    /// @throws StudyException of category CONFIG when the file is larger
    /// @throws IOException    when it cannot be read; a `CharacterCodingException` when it is not UTF-8
    public static String of(Path file, long most) throws IOException {
        long bytes = Files.size(file);
        if (bytes > most) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s has %,d bytes; such a file has at most %,d. Is it the right one?",
                    file,
                    bytes,
                    most);
        }
        return Files.readString(file);
    }

    /// Why [#of] could not read a file, in words.
    public static String fault(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file";
            case CharacterCodingException _ -> "it is not UTF-8 text";
            default -> "it is a folder, or you may not read it";
        };
    }
}
