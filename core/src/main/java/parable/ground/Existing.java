package parable.ground;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What becomes of something finished that lies where something else is to be written.
public enum Existing {
    /// It stays, and the new is refused.
    KEEP,
    /// It gives way, because the user said so.
    REPLACE;

    /// Refuses terms under which something else lies in a folder already.
    ///
    /// @param differences as [Terms#differences] says them; none is no refusal
    /// @param ways        other ways out than a new name and `--replace`, as a clause, or nothing
    public static void refuse(Path folder, List<String> differences, String ways) {
        if (!differences.isEmpty()) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "%s holds a run of other terms: %s. A run is its terms, not its name, and nothing in it was"
                            + " touched. Choose another name, repeat the former terms,%s or add --replace,"
                            + " which first moves that run to %s.",
                    folder,
                    String.join("; ", differences),
                    ways,
                    vacant(folder));
        }
    }

    /// Moves a folder or file to a name that nothing has, next to where it lay.
    ///
    /// @return where it lies now
    public static Path moveAside(Path former) {
        Path aside = vacant(former);
        try {
            return Files.move(former, aside);
        } catch (IOException e) {
            throw Disk.refusal(aside, e);
        }
    }

    private static Path vacant(Path former) {
        int number = 1;
        while (Files.exists(former.resolveSibling(former.getFileName() + "-replaced-" + number))) {
            number++;
        }
        return former.resolveSibling(former.getFileName() + "-replaced-" + number);
    }
}
