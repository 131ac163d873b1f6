package parable.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private record Named(String name) {}

    private record Many(List<Named> items, Map<String, Named> by) {}

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | null where a value is required",
                "{\"items\": null, \"by\": {}} | at items: its value is of another kind",
                "{\"items\": [null], \"by\": {}} | at items.[0]: null where a value is required",
                "{\"items\": [], \"by\": {\"a\": null}} | at by.a: null where a value is required",
                "{\"items\": [{\"name\": null}], \"by\": {}} | at items.[0].name",
                "{\"items\": [{\"name\": [1]}], \"by\": {}} | at items.[0].name: its value is of another kind",
                "{\"items\": []} | at by: this field is missing",
                "{\"items\": [], \"by\": {}, \"more\": 1} | at more: this version knows no field \"more\"",
            })
    void aFieldOfAnotherVersionIsNamedWithWhatToDo(String json, String fault) throws IOException {
        Path file = Files.writeString(folder.resolve("many.json"), json);

        assertThatThrownBy(() -> Json.read(file, Many.class))
                .isInstanceOf(StudyException.class)
                .hasMessageContainingAll("made by another version of Parable", fault, "Read it with the version");
        try (Stream<Many> each = Json.readEach(file, Many.class)) {
            assertThatThrownBy(each::toList)
                    .isInstanceOf(StudyException.class)
                    .hasMessageContainingAll("after 0 whole values", "made by another version of Parable");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "made by hand | this is not JSON (line 1, column",
                "{\"items\": [ | this is not JSON",
                "'' | it ends too early",
                "{\"items\": [], \"items\": []} | this is not JSON",
                "'{\"items\": [], \"by\": {}} 7' | more text follows",
            })
    void aDamagedFileIsCalledCorruptWithoutTheLibrarysWords(String json, String fault) throws IOException {
        Path file = Files.writeString(folder.resolve("many.json"), json);

        assertThatThrownBy(() -> Json.read(file, Many.class))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContainingAll("many.json is corrupt", fault, "under another name")
                .message()
                .doesNotContain("START_", "Unrecognized token", "parable.ground");
    }

    @Test
    void aFileLargerThanAnyTableIsNotRead() throws IOException {
        Path file = folder.resolve("large.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(WholeText.TABLE + 1);
        }

        assertThatThrownBy(() -> Json.read(file, Many.class))
                .hasMessageContaining("has 268,435,457 bytes; such a file has at most 268,435,456");
    }

    @Test
    void aShortTextThatComesAgainIsTheSameObject() {
        assertThat(read("send_mail").name()).isSameAs(read("send_mail").name());
    }

    @Test
    void textsOfOneHashStayApart() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        assertThat(read("Aa").name()).isEqualTo("Aa");
        assertThat(read("BB").name()).isEqualTo("BB");
        assertThat(read("Aa").name()).isEqualTo("Aa");
    }

    @Test
    void aLongTextIsReadUnchanged() {
        String text = "the plan for the bridge is late ".repeat(10);

        assertThat(read(text).name()).isEqualTo(text);
    }

    private static Named read(String name) {
        return Json.read(Json.line(new Named(name)), Named.class);
    }
}
