package parable.corpus.curate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import parable.corpus.near.Words;

/// How long a text is and how it is built, by the measures with which web text is usually sifted
/// ([Rae et al. 2021](https://arxiv.org/abs/2112.11446), table A1; FineWeb's line rules).
///
/// @param commonWords   share of English's commonest words
/// @param wordLength    mean characters of a word
/// @param symbols       `#` and ellipses a word
/// @param bulletLines   share of lines that begin with a bullet
/// @param closedLines   share of lines that end with a full stop or the like
/// @param repeatedLines share of characters that stand in a line which occurred before
record TextCounts(
        long characters,
        long words,
        long lines,
        double commonWords,
        double wordLength,
        double symbols,
        double bulletLines,
        double closedLines,
        double repeatedLines) {
    private static final int FEWEST_WORDS = 50, MOST_WORDS = 100_000;

    static TextCounts of(String text, Words words) {
        Lines lines = new Lines();
        text.lines().filter(line -> !line.isBlank()).forEach(lines::add);
        double n = Math.max(1, words.count());
        return new TextCounts(
                text.length(),
                words.count(),
                lines.count,
                Language.commonEnglish(words),
                letters(text) / n,
                symbols(text) / n,
                lines.share(lines.bullets),
                lines.share(lines.closed),
                lines.characters == 0 ? 0 : (double) lines.repeated / lines.characters);
    }

    /// The names of the rules that web text of this kind is dropped for; nothing is dropped here.
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        note(broken, "length", words < FEWEST_WORDS || words > MOST_WORDS);
        note(broken, "word-length", wordLength < 3 || wordLength > 10);
        note(broken, "symbols", symbols > 0.1);
        note(broken, "bullets", bulletLines > 0.9);
        note(broken, "open-lines", closedLines < 0.12);
        note(broken, "repeated-lines", repeatedLines > 0.1);
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

    private static final class Lines {
        private final Set<String> seen = new HashSet<>();
        private long count, bullets, closed, characters, repeated;

        void add(String line) {
            String trimmed = line.strip();
            count++;
            characters += trimmed.length();
            bullets += "•-*‣".indexOf(trimmed.charAt(0)) >= 0 ? 1 : 0;
            closed += ".!?\"'”’…:;".indexOf(trimmed.charAt(trimmed.length() - 1)) >= 0 ? 1 : 0;
            repeated += seen.add(trimmed) ? 0 : trimmed.length();
        }

        double share(long some) {
            return count == 0 ? 0 : (double) some / count;
        }
    }
}
