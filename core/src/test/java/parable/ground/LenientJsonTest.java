package parable.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "/* nothing */"})
    void textWithoutAValueIsNoValue(String text) {
        assertThat(LenientJson.first(text)).isEmpty();
        assertThat(LenientJson.list(text)).isEmpty();
        assertThat(LenientJson.object(text)).isEmpty();
        assertThat(LenientJson.values(text)).isEmpty();
    }

    @Test
    void anEscapeBehindTheValueIsNoneOfIt() {
        assertThat(LenientJson.first("{'a': 1} \\x41").map(LenientJson.First::rest))
                .contains(" \\x41");
        assertThat(LenientJson.first("{'a': '\\x41'}")).isEmpty();
    }

    @Test
    void readingAMillionCharactersAtTenThousandPlacesTakesSeconds() {
        String text = "[nk>[TOOL_CALLS]".repeat(60_000);

        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 10_000; i++) {
                assertThat(LenientJson.first(text)).isEmpty();
            }
        });
    }
}
