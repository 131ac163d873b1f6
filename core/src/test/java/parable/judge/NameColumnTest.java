package parable.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameColumnTest {
    @Test
    void numbersBeginInOneColumn() {
        NameColumn names = NameColumn.of("  ", List.of("gate", "a judge"));

        assertThat(names.line("gate", "1/2")).isEqualTo("  gate    1/2");
        assertThat(names.line("a judge", "0/2")).isEqualTo("  a judge 0/2");
    }

    @Test
    void aNameTooLongForTheColumnHasALineOfItsOwn() {
        String path = "script:" + "x".repeat(60);

        String line = NameColumn.of("  ", List.of("gate", path)).line(path, "1/2");

        assertThat(line.lines()).containsExactly("  " + path, " ".repeat(2 + 48 + 1) + "1/2");
        assertThat(NameColumn.of("  ", List.of("gate", path)).line("gate", "1/2"))
                .hasSize(2 + 48 + 1 + 3)
                .endsWith("1/2");
    }

    @Test
    void hiddenCharactersAreSpelledOutAndCounted() {
        NameColumn names = NameColumn.of("", List.of("a\u001bb", "abcd"));

        assertThat(names.line("a\u001bb", "1")).isEqualTo("a\u241bb  1");
    }
}
