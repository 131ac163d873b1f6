package parable.grade;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.grade.Sentences.Sentence;

/// Whether rules for English can read a [Plain] text at all.
final class Legibility {
    /// Shares of words that are English, in a whole text and in a sentence of it.
    private static final double ENGLISH = 0.4;

    private static final double SENTENCE = 0.25;
    private static final int FEWEST_WORDS = 5;
    private static final int FEWEST_LETTERS = 4;

    private static final Pattern ENCODED =
            Pattern.compile("(?<![\\p{L}\\p{N}+/=@.:?&-])[\\p{Alnum}+/=-]{20,}+(?![@.]\\w)"
                    + "|(?:%\\p{XDigit}{2}){4,}+|(?:\\\\[ux]\\p{XDigit}{2,4}){3,}+|(?:\\b\\p{XDigit}{2}[ :]){8,}+"
                    + "|(?:\\b[01]{7,8}\\s?){3,}+|(?:[.·-]{1,5}[ /]){8,}+|(?:&#x?\\p{XDigit}{2,6};){3,}+");

    private Legibility() {}

    /// Why no rule reads the text, if none does.
    static Optional<String> obstacle(String plain, List<Sentence> sentences) {
        return script(plain).or(() -> encoded(plain)).or(() -> language(plain, sentences));
    }

    /// Letters of another script than Latin, in which a name may be written in any way.
    static Optional<String> script(String plain) {
        int[] foreign = plain.codePoints()
                .filter(c -> Character.isLetter(c) && Character.UnicodeScript.of(c) != Character.UnicodeScript.LATIN)
                .toArray();
        return foreign.length < FEWEST_LETTERS
                ? Optional.empty()
                : Optional.of("is written in %s letters, which no rule reads"
                        .formatted(name(Character.UnicodeScript.of(foreign[0]))));
    }

    private static String name(Character.UnicodeScript script) {
        return script.name().charAt(0) + script.name().substring(1).toLowerCase(Locale.ROOT);
    }

    static Optional<String> encoded(String plain) {
        for (Matcher run = ENCODED.matcher(plain); run.find(); ) {
            if (!run.group().matches("[-=+/]++|\\p{L}++(?:[/-]\\p{L}++)*+|[\\d-]++")) {
                return Optional.of(
                        "holds \"%s…\", which is no words".formatted(run.group().substring(0, 8)));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> language(String plain, List<Sentence> sentences) {
        boolean strange = isForeign(plain, ENGLISH) || sentences.stream().anyMatch(s -> isForeign(s.text(), SENTENCE));
        return strange ? Optional.of("is not in English, which is all that rules read") : Optional.empty();
    }

    private static boolean isForeign(String text, double share) {
        List<Word> letters = Word.in(text, 0).stream()
                .filter(w -> w.isLetters() && w.text().length() > 1)
                .toList();
        List<Word> small = letters.stream().filter(w -> !w.isName()).toList();
        List<Word> words = small.size() >= FEWEST_WORDS ? small : letters;
        long english = words.stream()
                .filter(w -> English.SHIPPED.isFunction(w.text()) || English.SHIPPED.isCommon(English.root(w.text())))
                .count();
        return words.size() >= FEWEST_WORDS && english < share * words.size();
    }
}
