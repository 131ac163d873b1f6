package parable.corpus.curate;

import java.util.ArrayList;
import java.util.List;
import parable.corpus.near.Words;

/// How long a text is and how it is built, by the measures with which web text is usually sifted: Gopher's
/// ([Rae et al. 2021](https://arxiv.org/abs/2112.11446), table A1), C4's
/// ([Raffel et al. 2020](https://arxiv.org/abs/1910.10683), section 2.2, for whole pages) and FineWeb's
/// ([Penedo et al. 2024](https://arxiv.org/abs/2406.17557), section 3.6).
///
/// @param commonWords   share of English's commonest words
/// @param wordLength    mean characters of a word
/// @param symbols       `#` and ellipses a word
/// @param lettered      share of words with a letter
/// @param stopWords     how many of Gopher's eight stop words occur
/// @param sentences     marks that end a sentence
/// @param lineBreaks    those of blank lines too
/// @param lines         what was counted of the lines
/// @param repetition    of runs of words
/// @param holdsCode     whether there is a brace, by which C4 knows code
/// @param holdsFiller   whether there is the filler of unfinished pages
record TextCounts(
        long characters,
        long words,
        double commonWords,
        double wordLength,
        double symbols,
        double lettered,
        int stopWords,
        int sentences,
        long lineBreaks,
        LineCounts lines,
        Repetition repetition,
        boolean holdsCode,
        boolean holdsFiller) {
    private static final int FEWEST_WORDS = 50, MOST_WORDS = 100_000, FEWEST_STOP_WORDS = 2, FEWEST_SENTENCES = 3;
    private static final Phrases STOP_WORDS = Phrases.of("the;be;to;of;and;that;have;with");
    private static final Phrases FILLER = Phrases.of("lorem ipsum");

    static TextCounts of(String text, Words words) {
        LineCounts lines = new LineCounts();
        text.lines().filter(line -> !line.isBlank()).forEach(lines::add);
        double n = Math.max(1, words.count());
        return new TextCounts(
                text.length(),
                words.count(),
                Language.commonEnglish(words),
                letters(text) / n,
                symbols(text) / n,
                words.lettered() / n,
                STOP_WORDS.kinds(words),
                sentences(text),
                text.chars().filter(c -> c == '\n').count(),
                lines,
                Repetition.of(words, text.length()),
                text.indexOf('{') >= 0,
                FILLER.isIn(words, 0, words.count()));
    }

    /// The names of the rules that web text of this kind is dropped for; nothing is dropped here.
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        note(broken, "length", words < FEWEST_WORDS || words > MOST_WORDS);
        note(broken, "word-length", wordLength < 3 || wordLength > 10);
        note(broken, "symbols", symbols > 0.1);
        note(broken, "letters", lettered < 0.8);
        note(broken, "stop-words", stopWords < FEWEST_STOP_WORDS);
        note(broken, "sentences", sentences < FEWEST_SENTENCES);
        note(broken, "bullets", lines.bullets() > 0.9);
        note(broken, "ellipses", lines.ellipses() > 0.3);
        note(broken, "open-lines", lines.closed() < 0.12);
        note(broken, "short-lines", lines.shortOnes() > 0.67);
        note(broken, "line-breaks", lineBreaks > 0.3 * words);
        note(broken, "repeated-lines", lines.repeated() > 0.1);
        note(broken, "commonest-runs", repetition.commonest() > 1);
        note(broken, "repeated-runs", repetition.repeated() > 1);
        note(broken, "code", holdsCode);
        note(broken, "filler", holdsFiller);
        return broken;
    }

    private static void note(List<String> broken, String rule, boolean isBroken) {
        if (isBroken) {
            broken.add(rule);
        }
    }

    private static int letters(String text) {
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            letters += Character.isLetterOrDigit(text.charAt(i)) ? 1 : 0;
        }
        return letters;
    }

    private static int symbols(String text) {
        int symbols = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            symbols += c == '#' || c == '…' || c == '.' && text.startsWith("...", i) ? 1 : 0;
        }
        return symbols;
    }

    private static int sentences(String text) {
        int sentences = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean ends = ".!?".indexOf(text.charAt(i)) >= 0;
            sentences += ends && (i + 1 == text.length() || ".!?".indexOf(text.charAt(i + 1)) < 0) ? 1 : 0;
        }
        return sentences;
    }
}
