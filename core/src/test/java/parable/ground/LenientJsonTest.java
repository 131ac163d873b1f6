package parable.ground;

import static org.assertj.core.api.Assertions.assertThat;

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
}
