package parable.corpus;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// How the bytes of a file are packed, as the end of its name says.
enum Packing {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private final String ending;

    Packing(String ending) {
        this.ending = ending;
    }

    static Packing of(Path file) {
        String name = DataFiles.lower(file);
        return name.endsWith(GZIP.ending) ? GZIP : name.endsWith(ZSTD.ending) ? ZSTD : NONE;
    }

    InputStream unpacked(InputStream raw) throws IOException {
        return switch (this) {
            case NONE -> raw;
            case GZIP -> new GZIPInputStream(raw);
            case ZSTD -> new ZstdInputStream(raw);
        };
    }

    /// What is wrong with the file and what to do.
    String fault(IOException e) {
        if (e instanceof ZstdIOException damaged && damaged.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
            return "was packed with a window above 128 MiB. Pack it again without --long";
        }
        boolean isDamaged = e instanceof ZipException || e instanceof EOFException || e instanceof ZstdIOException;
        if (!isDamaged) {
            return "could not be read (%s). It must be a file that you may read"
                    .formatted(e.getClass().getSimpleName());
        }
        return switch (this) {
            case NONE -> "ends in the middle of a record. Copy it again";
            case GZIP -> "is not a whole gzip file. Copy it again, or unpack it";
            case ZSTD -> "is not a whole zstd file. Copy it again, or unpack it";
        };
    }
}
