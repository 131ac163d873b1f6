package parable.trace.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.ground.CorruptFileException;

class NpyFileTest {
    @TempDir
    private Path folder;

    @Test
    void aTableComesBackAsItWasWritten() {
        Path file = folder.resolve("table.npy");
        NpyFile.write(file, new float[][] {{1, 2, 3}, {4, 5, 6}});

        assertThat(NpyFile.floats(file)).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
    }

    @ParameterizedTest
    @CsvSource({"400000000, 0", "0, 400000000", "99999999999, 1", "1, 99999999999999999999", "65536, 65536"})
    void sidesThatTheBytesCannotHoldAreRefusedBeforeAnythingIsMade(String rows, String columns) throws IOException {
        Path file = folder.resolve("table.npy");
        NpyFile.write(file, new byte[][] {{1, 2}});
        byte[] bytes = Files.readAllBytes(file);
        String header = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = header.indexOf('{'), end = header.indexOf('\n');
        String promised = "{'descr': '|u1', 'fortran_order': False, 'shape': (%s, %s), }".formatted(rows, columns);
        String padded = promised + " ".repeat(end - at - promised.length());
        Files.writeString(file, header.substring(0, at) + padded + header.substring(end), StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> NpyFile.bytes(file)).isInstanceOf(CorruptFileException.class);
    }
}
