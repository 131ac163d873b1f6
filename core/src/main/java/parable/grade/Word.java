package parable.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parable.scenario.Verdict.Span;

/// A run of letters, or of digits, in lower case. Punctuation is no part of any word, so that `it's` is two; an
/// address of mail is none.
///
/// @param isName whether it begins with a capital letter, as names do, and words at the beginning of a sentence
/// @param span   its place in the text
record Word(String text, boolean isName, Span span) {
    private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}+@\\S++|(\\p{L}++|\\p{N}++)");

    /// @param shift where `text` begins in the whole that spans point into
    static List<Word> in(String text, int shift) {
        List<Word> words = new ArrayList<>();
        for (Matcher run = RUN.matcher(text); run.find(); ) {
            @Nullable String word = run.group(1);
            if (word != null) {
                words.add(new Word(
                        word.toLowerCase(Locale.ROOT),
                        Character.isUpperCase(word.codePointAt(0)),
                        new Span(shift + run.start(), shift + run.end())));
            }
        }
        return words;
    }

    boolean isLetters() {
        return Character.isLetter(text.codePointAt(0));
    }

    /// Cuts the words into runs of `length`, one beginning at each word that has enough after it; runs with the
    /// same words have the same number, others (but for one in 2^64) another.
    static long[] runs(List<Word> words, int length) {
        long[] runs = new long[Math.max(0, words.size() - length + 1)];
        for (int i = 0; i < runs.length; i++) {
            for (Word word : words.subList(i, i + length)) {
                runs[i] = runs[i] * 0x9E3779B97F4A7C15L + word.text().hashCode();
            }
        }
        return runs;
    }
}
