package parable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The module `bench` is not in the default build, so nothing else would notice that it no longer compiles.
class BenchCompilesTest {
    private static final Path SOURCES = Path.of(System.getProperty("parable.home", ".."), "bench/src/main/java");

    @TempDir
    private Path out;

    @Test
    void theMeasurementsCompileAgainstToday() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter log = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(SOURCES)) {
            List<Path> sources = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
            List<String> options = List.of(
                    "-proc:none", "-nowarn", "-d", out.toString(), "-cp", System.getProperty("java.class.path"));

            boolean isCompiled = compiler.getTask(
                            log, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();

            assertThat(sources).isNotEmpty();
            assertThat(isCompiled).as(log.toString()).isTrue();
        }
    }
}
