package parable.corpus.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordContrastTest {
    /// 3 a, 1 b against 1 a, 3 b, 4 c. Prior: 3 words over shares 4/12, 4/12, 4/12, so 1 each.
    private static final WordContrast SMALL =
            WordContrast.between(counts("a a a b"), WordCounts.of(List.of(words("a b b b"), words("c c c c"))));

    @Test
    void theLogOddsFollowTheFormula() {
        WordContrast.Word a = SMALL.of("a").orElseThrow();

        assertThat(a.logOdds()).isCloseTo(Math.log(4.0 / 3) - Math.log(2.0 / 9), within(1e-12));
        assertThat(a.standardError()).isCloseTo(Math.sqrt(1 / 4.0 + 1 / 2.0), within(1e-12));
        assertThat(a.interval(0.95).upper())
                .isCloseTo(a.logOdds() + 1.959963984540054 * a.standardError(), within(1e-9));
        assertThat(SMALL.of("d")).isEmpty();
    }

    @Test
    void theOtherOrderGivesTheOtherSign() {
        WordCounts first = counts("x y y z"), second = counts("x x z");

        assertThat(WordContrast.between(first, second).of("y").orElseThrow().logOdds())
                .isEqualTo(-WordContrast.between(second, first)
                        .of("y")
                        .orElseThrow()
                        .logOdds());
    }

    @Test
    void exposureSumsCountsTimesLogOddsAndSaysWhatItDoesNotKnow() {
        double a = SMALL.of("a").orElseThrow().logOdds(),
                c = SMALL.of("c").orElseThrow().logOdds();

        Exposure exposure = SMALL.exposure(counts("a a c unheard"));

        assertThat(exposure.sum()).isCloseTo(2 * a + c, within(1e-12));
        assertThat(exposure.gross()).isCloseTo(2 * a - c, within(1e-12));
        assertThat(exposure.known()).isEqualTo(3);
        assertThat(exposure.words()).isEqualTo(4);
        assertThat(exposure.perWord()).isCloseTo((2 * a + c) / 4, within(1e-12));
    }

    @Test
    void textsOfTheSameWordsHaveTheSameExposureAtAnyLength() {
        Exposure once = SMALL.exposure(counts("a b c")), twice = SMALL.exposure(counts("c b a c b a"));

        assertThat(once.apart(twice)).isCloseTo(0, within(1e-12));
        assertThat(SMALL.exposure(counts("a a")).apart(SMALL.exposure(counts("c c"))))
                .isCloseTo(2, within(1e-12));
        assertThat(SMALL.exposure(counts("")).perWord()).isZero();
    }

    @Test
    void aSideWithoutWordsIsRefused() {
        assertThatThrownBy(() -> WordContrast.between(counts("a"), WordCounts.of(Stream.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("words on both sides");
    }

    @Test
    void aSetOfOneWordHasFiniteOdds() {
        assertThat(WordContrast.between(counts("a a"), counts("a"))
                        .of("a")
                        .orElseThrow()
                        .logOdds())
                .isFinite();
    }

    @Test
    void naiveBayesScoresUnknownWordsZero() {
        NaiveBayes bayes = NaiveBayes.between(counts("a a"), counts("b b"));

        assertThat(bayes.score(List.of("unheard"))).isZero();
        assertThat(bayes.score(List.of("a"))).isCloseTo(Math.log(2.5 / 0.5), within(1e-12));
        assertThat(bayes.score(List.of("a", "b"))).isCloseTo(0, within(1e-12));
    }

    private static WordCounts counts(String text) {
        return WordCounts.of(List.of(words(text)));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
