package parable.view.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Words with readings above them.
class TokenStripTest {
    private static final Figure.Label LABEL = new Figure.Label("strip", "A thought", "Readings of every word.");

    private static TokenStrip strip(List<String> words, List<Double> readings, int marked) {
        return new TokenStrip(LABEL, words, readings, marked, "decision", "z");
    }

    @Test
    void everyWordHasABarAndTheMarkedOneSaysWhy() {
        TokenStrip strip = strip(List.of("action", ":", "send"), List.of(0.5, 2.0, -1.0), 1);

        String svg = strip.svg();

        assertThat(svg.split("class=\"mark\"", -1)).hasSize(4);
        assertThat(svg).contains("<title>:: 2, decision</title>", ">decision</text>");
        assertThat(strip.records())
                .containsExactly(
                        List.of("token", "word", "reading", "marked"),
                        List.of("0", "action", "0.5", ""),
                        List.of("1", ":", "2", "decision"),
                        List.of("2", "send", "-1", ""));
    }

    @Test
    void longTextsBreakIntoLines() {
        TokenStrip shortOne = strip(Collections.nCopies(5, "word"), Collections.nCopies(5, 1.0), 0);
        TokenStrip longOne = strip(Collections.nCopies(90, "word"), Collections.nCopies(90, 1.0), 0);

        assertThat(height(longOne)).isGreaterThan(3 * height(shortOne));
    }

    private static double height(TokenStrip strip) {
        String svg = strip.svg();
        int at = svg.indexOf("height=\"") + "height=\"".length();
        return Double.parseDouble(svg.substring(at, svg.indexOf('"', at)));
    }

    @Test
    void wordsOfOthersAreEscaped() {
        assertThat(strip(List.of("<script>"), List.of(1.0), 0).svg())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void aWordWithoutAReadingIsRefused() {
        assertThatThrownBy(() -> strip(List.of("a", "b"), List.of(1.0), 0))
                .hasMessageContaining("needs one reading for each of its words, but has 2 and 1");
        assertThatThrownBy(() -> strip(List.of("a"), List.of(Double.NaN), 0))
                .hasMessageContaining("has a reading of NaN");
        assertThatThrownBy(() -> strip(List.of("a"), List.of(1.0), 1)).hasMessageContaining("marks word 1");
    }
}
