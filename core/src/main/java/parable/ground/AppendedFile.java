package parable.ground;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that only grows, piece by piece: each piece is there whole or, when the disk refuses, not at all.
///
/// Unlike a [Journal] it has no frame of its own, for formats that others define; a kill may leave part of the
/// last piece. It is no file channel because interrupting a thread inside one closes it. Confined to one
/// thread.
public final class AppendedFile implements AutoCloseable {
    private final Path file;
    private final RandomAccessFile access;
    private long end;

    private AppendedFile(Path file, RandomAccessFile access, long end) {
        this.file = file;
        this.access = access;
        this.end = end;
    }

    /// Opens or creates the file and cuts off what lies beyond `length` bytes.
    ///
    /// @throws StudyException of category STORAGE when the disk refuses
    public static AppendedFile open(Path file, long length) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw");
            try {
                access.setLength(length);
            } catch (IOException e) {
                access.close();
                throw e;
            }
            return new AppendedFile(file, access, length);
        } catch (IOException e) {
            throw Disk.refusal(file, e);
        }
    }

    /// When this returns, a killed process keeps the piece.
    ///
    /// @throws StudyException of category STORAGE when the disk refuses; the file then holds what it held
    /// before
    public void append(byte[] piece) {
        try {
            access.seek(end);
            access.write(piece);
            end += piece.length;
        } catch (IOException e) {
            cutBack();
            throw Disk.refusal(file, e);
        }
    }

    /// Waits until everything appended is on the disk itself.
    public void force() {
        try {
            access.getFD().sync();
        } catch (IOException e) {
            throw Disk.refusal(file, e);
        }
    }

    @Override
    public void close() {
        try {
            access.close();
        } catch (IOException _) {
            // Nothing is buffered here: all pieces are with the operating system already.
        }
    }

    private void cutBack() {
        try {
            access.setLength(end);
        } catch (IOException _) {
            close(); // the torn piece stays, but nothing can follow it
        }
    }
}
