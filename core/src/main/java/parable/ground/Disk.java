package parable.ground;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import parable.ground.StudyException.Category;

/// What a disk that refuses to write says to the user: which file, why, and how much room is left.
public final class Disk {
    private Disk() {}

    /// The exception to throw when writing `file` failed. Writers call it only after they have restored what
    /// the file held before, because the message promises that.
    public static StudyException refusal(Path file, IOException cause) {
        return new StudyException(
                Category.STORAGE,
                cause,
                "%s could not be written (%s%s). Nothing finished is lost; free space or fix the folder's rights,"
                        + " then run the same command again.",
                file,
                reason(cause),
                room(file));
    }

    /// Some exceptions have no message but their kind, and those of the file system repeat only the path.
    private static String reason(IOException cause) {
        String said = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return said == null ? cause.getClass().getSimpleName() : said;
    }

    private static String room(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return "; %,d KiB free".formatted(Files.getFileStore(folder).getUsableSpace() / 1024);
        } catch (IOException _) {
            return ""; // the folder itself is gone: the reason says so already
        }
    }
}
