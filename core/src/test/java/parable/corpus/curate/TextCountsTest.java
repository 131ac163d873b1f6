package parable.corpus.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parable.corpus.near.Words;

class TextCountsTest {
    private static final List<String> STOP_WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");
    /// Eight sentences of nine words, all different, in eight lines.
    private static final String FINE = IntStream.range(0, 8)
            .mapToObj(i -> STOP_WORDS.get(i) + " " + words(i, 8) + ".")
            .collect(Collectors.joining("\n"));

    private static String words(int seed, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "wo" + (char) ('a' + seed) + (char) ('a' + i))
                .collect(Collectors.joining(" "));
    }

    private record Case(String rule, String text) {}

    static List<Case> cases() {
        return List.of(
                new Case("length", "The and that of. Tea? Yes."),
                new Case("symbols", FINE.replace(".", " # #.")),
                new Case(
                        "letters",
                        FINE + " 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37"),
                new Case("stop-words", FINE.replaceAll("(?m)^\\w+ ", "a ")),
                new Case("sentences", FINE.replace(".", ",") + "."),
                new Case("bullets", FINE.replaceAll("(?m)^", "- ")),
                new Case("ellipses", FINE.replace(".", "...")),
                new Case("open-lines", FINE.replace(".\n", "\n") + " Yes. No. And so on"),
                new Case("short-lines", FINE.replaceAll("(\\w+ \\w+) ", "$1\n")),
                new Case("line-breaks", FINE.replace(".", ".\n\n\n\n")),
                new Case(
                        "repeated-lines", FINE + "\n" + FINE.lines().findFirst().orElseThrow()),
                new Case("commonest-runs", FINE + " tea tea".repeat(60)),
                new Case("repeated-runs", FINE + " " + (words(20, 9) + " ").repeat(3)),
                new Case("code", FINE + " {"),
                new Case("filler", FINE + " Lorem ipsum."));
    }

    @Test
    void aTextInOrderBreaksNoRule() {
        assertThat(broken(FINE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachRuleIsBrokenByWhatItIsFor(Case one) {
        assertThat(broken(one.text())).contains(one.rule());
    }

    private static List<String> broken(String text) {
        return TextCounts.of(text, Words.of(text)).broken();
    }

    /// Both measures as Gopher has them, counted the plain way.
    @Test
    void repetitionIsWhatThePlainCountSays() {
        String text = FINE + " " + (words(20, 6) + " ").repeat(2) + "tea tea tea tea tea";

        Repetition found = Repetition.of(Words.of(text), text.length());

        List<String> plain = List.of(text.replaceAll("[^\\p{Alpha} \\n]", "")
                .toLowerCase(Locale.ROOT)
                .split("\\s+"));
        double repeated = 0, commonest = 0;
        double[] most = {.20, .18, .16, .15, .14, .13, .12, .11, .10};
        for (int n = 2; n <= 10; n++) {
            double share = (n < 5 ? commonest(plain, n) : again(plain, n)) / (most[n - 2] * text.length());
            commonest = n < 5 ? Math.max(commonest, share) : commonest;
            repeated = n < 5 ? repeated : Math.max(repeated, share);
        }
        assertThat(found).isEqualTo(new Repetition(commonest, repeated));
    }

    private static double commonest(List<String> words, int n) {
        List<String> runs = IntStream.rangeClosed(0, words.size() - n)
                .mapToObj(i -> String.join(" ", words.subList(i, i + n)))
                .toList();
        return runs.stream().collect(Collectors.groupingBy(run -> run, Collectors.counting())).entrySet().stream()
                .filter(run -> run.getValue() > 1)
                .max(Map.Entry.comparingByValue())
                .map(run -> (double) run.getValue() * run.getKey().length())
                .orElse(0.0);
    }

    private static double again(List<String> words, int n) {
        List<String> seen = new ArrayList<>();
        double characters = 0;
        for (int at = 0; at + n <= words.size(); ) {
            String run = String.join("", words.subList(at, at + n));
            boolean isNew = !seen.contains(run);
            characters += isNew ? 0 : run.length();
            at += isNew ? 1 : n;
            seen.add(run);
        }
        return characters;
    }
}
