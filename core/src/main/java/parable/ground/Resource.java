package parable.ground;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Texts that come with the program.
public final class Resource {
    private Resource() {}

    /// @param path   absolute, such as `/parable/gate/english.yaml`
    /// @param nearby a class of the module that holds it
    /// @throws IllegalArgumentException when the program was built without it
    public static String text(Class<?> nearby, String path) {
        try (InputStream in = nearby.getResourceAsStream(path)) {
            return new String(
                    Check.found(in, "the program lacks %s; rebuild it", path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
