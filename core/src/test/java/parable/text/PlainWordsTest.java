package parable.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainWordsTest {
    @Test
    void punctuationIsSeparateAndLettersAreLowerCase() {
        assertThat(PlainWords.of("Don't stop, Kyle!")).isEqualTo("don't stop , kyle !");
        assertThat(PlainWords.of("A well-known\tÄRGER\nof 1984.")).isEqualTo("a well-known ärger of 1984 .");
        assertThat(PlainWords.of("<eos>")).isEqualTo("< eos >");
    }

    @Test
    void whatIsNotSeenIsLeftOut() {
        assertThat(PlainWords.of("tea\u001b[31m\u200bmilk \u00a0\u202e")).isEqualTo("tea [ 31 m milk");
        assertThat(PlainWords.of(" \u0000 ")).isEmpty();
    }

    @Test
    void wordsOfSmallEnglishStayAsTheyAre() {
        String text = "action : send to sarah : keep me and i will stay quiet .";
        assertThat(PlainWords.of(text)).isEqualTo(text);
    }

    @Test
    void aWordOfManyPartsNeedsNoDeepStack() {
        assertThat(PlainWords.of("a-".repeat(100_000) + "a")).startsWith("a-a-");
    }
}
