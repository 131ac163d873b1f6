package parable.tensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the operating system says of the processor, before any native library is loaded.
final class Processor {
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Processor() {}

    static String name() {
        return value("model name", System.getProperty("os.arch"));
    }

    /// Whether it is known to have AVX2.
    static boolean hasAvx2() {
        return List.of(value("flags", "").split(" ")).contains("avx2");
    }

    private static String value(String key, String otherwise) {
        try {
            return Files.readAllLines(LINUX, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException _) {
            return otherwise; // not Linux
        }
    }
}
