package parable.study.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import parable.ground.Hash;

/// Identifies the program that computes stages: a hash over its classes, the same from a jar as from a folder.
/// Manifests have it, keys do not: a key identifies the request, not the program that answered it.
///
/// Rooms that only show or ask are left out: they cannot change a stage.
final class CodeVersion {
    static final String UNKNOWN = "unknown";

    private static final String ROOM = "parable/", SHOWN = "parable/(view|cli)/.*", CLASS = ".class";

    private CodeVersion() {}

    /// Read once, when a manifest first asks for it.
    private static final class Own {
        private static final String HASH =
                read(CodeVersion.class.getProtectionDomain().getCodeSource());
    }

    /// @return 16 hexadecimal digits, or [#UNKNOWN] where classes lie in neither a jar nor a folder
    static String own() {
        return Own.HASH;
    }

    private static String read(@Nullable CodeSource source) {
        if (source == null || source.getLocation() == null) {
            return UNKNOWN;
        }
        try {
            return of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException _) {
            return UNKNOWN; // an address that is no file
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param code a jar, or a folder of classes
    static String of(Path code) throws IOException {
        return Hash.brief(Files.isDirectory(code) ? ofFolder(code) : ofJar(code));
    }

    private static SortedMap<String, Long> ofFolder(Path folder) throws IOException {
        SortedMap<String, Long> sums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve(ROOM))) {
            for (Path file : files.toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (computes(name)) {
                    CRC32 sum = new CRC32();
                    sum.update(Files.readAllBytes(file));
                    sums.put(name, sum.getValue());
                }
            }
        }
        return sums;
    }

    /// A jar keeps the sums of its files, so none of them is unpacked.
    private static SortedMap<String, Long> ofJar(Path file) throws IOException {
        SortedMap<String, Long> sums = new TreeMap<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            jar.stream()
                    .filter(entry -> computes(entry.getName()))
                    .forEach(entry -> sums.put(entry.getName(), entry.getCrc()));
        }
        return sums;
    }

    private static boolean computes(String name) {
        return name.startsWith(ROOM) && name.endsWith(CLASS) && !name.matches(SHOWN);
    }
}
