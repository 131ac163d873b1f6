package parable.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// A whole file, read-only in memory, shared by the readers of weights. The reader owns it and closes it.
/// Immutable and thread-safe until closed. The file must not be cut short by others while it is open: the
/// operating system answers reads beyond the end of a mapped file with an error that Java cannot name.
///
/// @param bytes gone when this is closed: Java refuses to read them then; native code that was given their
/// address does not know
record MappedFile(Path path, Arena arena, MemorySegment bytes) implements AutoCloseable {
    /// Maps `file` and hands it to a reader, which owns it from then on; a file that the reader refuses is
    /// unmapped again.
    ///
    /// @throws StudyException of category STORAGE when the file cannot be read
    static <T> T read(Path file, Function<MappedFile, T> reader) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return reader.apply(new MappedFile(file, arena, bytes));
        } catch (IOException e) {
            arena.close();
            throw new StudyException(Category.STORAGE, e, "%s could not be read. Check its rights and the disk.", file);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /// Unmaps the file.
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
