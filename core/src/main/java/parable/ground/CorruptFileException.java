package parable.ground;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file whose bytes cannot be what was once written: truncated, flipped, or of another format.
public final class CorruptFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CorruptFileException(Path file, String fault, @Nullable Object... values) {
        super("%s is corrupt: %s".formatted(file, values.length == 0 ? fault : fault.formatted(values)));
    }
}
