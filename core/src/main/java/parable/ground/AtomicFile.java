package parable.ground;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// Whole files that are either there or not: temporary name, fsync, atomic rename, fsync of the folder.
public final class AtomicFile {
    private AtomicFile() {}

    /// Writes the bytes of one file to an empty channel, in any order; the file appears under its name only
    /// afterwards.
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /// The former file, if any, stays until the new one is whole; when `content` fails, the temporary file
    /// goes.
    ///
    /// @throws StudyException of category STORAGE when the disk refuses, naming the file and the reason
    public static void write(Path file, Content content) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
        Path temporary = folder.resolve("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(folder);
            try {
                fill(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            sync(folder);
        } catch (IOException e) {
            throw Disk.refusal(file, e);
        }
    }

    /// The same, with a rule for a finished file that is already there.
    ///
    /// @throws StudyException of category CONFIG when another file lies there and `existing` keeps it
    public static void write(Path file, Existing existing, Content content) {
        Path fresh = file.toAbsolutePath().resolveSibling("." + file.getFileName() + ".new");
        write(fresh, content);
        place(fresh, file, existing);
    }

    /// Gives a whole file its name; the same bytes are no other file. `fresh` is gone afterwards.
    ///
    /// @param fresh on the same disk as `file`
    /// @throws StudyException of category CONFIG when another file lies there and `existing` keeps it
    public static void place(Path fresh, Path file, Existing existing) {
        try {
            if (existing == Existing.KEEP && Files.exists(file) && Files.mismatch(file, fresh) >= 0) {
                throw new StudyException(
                        StudyException.Category.CONFIG,
                        "%s is there already and holds something else. It was not touched. Name another file, move"
                                + " this one away, or add --replace.",
                        file);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder"));
        } catch (IOException e) {
            throw Disk.refusal(file, e);
        } finally {
            delete(fresh);
        }
    }

    /// Without a word where it cannot be: only for leftovers.
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // Only a leftover under a hidden name, which the next writing of the same file overwrites.
        }
    }

    /// @throws StudyException of category STORAGE when the disk refuses, naming the file and the reason
    public static void write(Path file, byte[] bytes) {
        write(file, content(bytes));
    }

    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws StudyException of category CONFIG when another file lies there and `existing` keeps it
    public static void write(Path file, Existing existing, String text) {
        write(file, existing, content(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Content content(byte[] bytes) {
        return channel -> {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        };
    }

    private static void fill(Path temporary, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            content.writeTo(channel);
            channel.force(true);
        }
    }

    /// Makes a rename durable. Platforms that cannot open a folder are left alone: there a rename is durable
    /// already.
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Windows refuses to open folders; NTFS journals the rename.
        }
    }
}
