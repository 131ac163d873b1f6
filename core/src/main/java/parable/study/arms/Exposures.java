package parable.study.arms;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import parable.corpus.contrast.Exposure;
import parable.corpus.contrast.Separation;
import parable.corpus.contrast.WordContrast;
import parable.corpus.contrast.WordCounts;
import parable.ground.Check;
import parable.stats.Effect;
import parable.stats.Figures;

/// Which words of a study's text give away how someone acts, measured before anything is trained.
///
/// A model of little text learns a word's log-odds of good against bad conduct. Text that holds many words of one side
/// moves it whatever the text says, so a comparison that means to show what reasons mean must hold those words fixed.
///
/// @param corpora how words tell good from bad conduct in each corpus
/// @param arms    how much of that each arm's text holds, by the words of the first corpus
/// @param pairs   arms that by design differ in the order or the meaning of words only
public record Exposures(List<CorpusWords> corpora, List<ArmWords> arms, List<Pair> pairs) {
    /// Largest difference of exposure, as a share of what there is to lean with, and largest area of a bag of
    /// words.
    static final double MOST_APART = 0.02, MOST_AREA = 0.60;

    /// Words that are named on either side.
    static final int NAMED = 8;

    /// Of a study whose text was not read.
    public static final Exposures NONE = new Exposures(List.of(), List.of(), List.of());

    public Exposures {
        corpora = List.copyOf(corpora);
        arms = List.copyOf(arms);
        pairs = List.copyOf(pairs);
    }

    /// @param good       scenes in which a person does right
    /// @param bad        scenes in which a person does wrong
    /// @param goodWords  words that surely tell good conduct of people, the strongest first, with their log-odds
    /// @param badWords   words of bad conduct
    public record CorpusWords(String corpus, int good, int bad, List<String> goodWords, List<String> badWords) {
        public CorpusWords {
            goodWords = List.copyOf(goodWords);
            badWords = List.copyOf(badWords);
        }
    }

    /// @param exposure   Σ count · log-odds of good conduct
    /// @param singleWord area under the curve of the best single word, this arm's text against the control's
    /// @param bag        the same of a bag of words
    public record ArmWords(String arm, Exposure exposure, String word, Effect singleWord, Effect bag) {}

    /// What alone may differ between two texts.
    public enum Differs {
        ORDER,
        MEANING
    }

    /// @param apart difference of exposure ([Exposure#apart])
    /// @param bag   area under the curve of a bag of words between the two texts
    /// @param words that separate them, the surest first
    public record Pair(
            String arm, String other, Differs differs, double apart, String word, Effect bag, List<String> words) {
        public Pair {
            Check.that(Double.isFinite(apart), "exposures of %s and %s differ by %s", arm, other, apart);
            words = List.copyOf(words);
        }

        /// @param text    of `arm`, documents of words
        /// @param against of `other`
        /// @param conduct how words tell good from bad conduct
        public static Pair of(
                String arm,
                List<List<String>> text,
                String other,
                List<List<String>> against,
                Differs differs,
                WordContrast conduct) {
            WordCounts first = WordCounts.of(text), second = WordCounts.of(against);
            Separation apart = Separation.of(text, against);
            return new Pair(
                    arm,
                    other,
                    differs,
                    conduct.exposure(first).apart(conduct.exposure(second)),
                    apart.word(),
                    apart.bag(),
                    WordContrast.between(first, second).separating().stream()
                            .limit(NAMED)
                            .map(WordContrast.Word::word)
                            .toList());
        }

        boolean isOf(String one, String two) {
            return arm.equals(one) && other.equals(two) || arm.equals(two) && other.equals(one);
        }

        /// Why the two cannot be compared, with the words; empty where they can.
        public Optional<String> refusal() {
            return apart <= MOST_APART && bag.value() <= MOST_AREA
                    ? Optional.empty()
                    : Optional.of(
                            "%s and %s should differ in %s only, but their exposure differs by %s (at most %s) and a bag of words tells them apart with an area of %s (at most %s); words: %s"
                                    .formatted(
                                            arm,
                                            other,
                                            differs.name().toLowerCase(Locale.ROOT),
                                            Figures.number(apart),
                                            Figures.chosen(MOST_APART),
                                            Figures.number(bag.value()),
                                            Figures.chosen(MOST_AREA),
                                            words.isEmpty() ? word : String.join(", ", words)));
        }
    }

    /// Why two arms cannot be compared; empty where they can, or where the design lets their words differ.
    public Optional<String> refusal(String one, String two) {
        return pairs.stream()
                .filter(pair -> pair.isOf(one, two))
                .flatMap(pair -> pair.refusal().stream())
                .findFirst();
    }

    /// Every comparison that is refused.
    public Stream<String> refusals() {
        return pairs.stream().flatMap(pair -> pair.refusal().stream());
    }

    /// A table for the terminal.
    public String text() {
        StringBuilder text = new StringBuilder("%nWords that give conduct away%n".formatted());
        corpora.forEach(corpus -> text.append("  corpus %s: good %s; bad %s%n"
                .formatted(
                        corpus.corpus(), String.join(", ", corpus.goodWords()), String.join(", ", corpus.badWords()))));
        text.append("  %-32s %10s %9s   %-24s %s%n"
                .formatted("text", "exposure", "a word", "best single word", "bag of words, against the control"));
        arms.forEach(arm -> text.append("  %-32s %+10.0f %9s   %-24s %s%n"
                .formatted(
                        arm.arm(),
                        arm.exposure().sum(),
                        Figures.signed(arm.exposure().perWord(), 4),
                        "%s %s"
                                .formatted(
                                        arm.word(),
                                        Figures.number(arm.singleWord().value())),
                        arm.bag().brief())));
        pairs.forEach(pair -> text.append("  %s − %s, which differ in %s only: exposure apart %s, bag of words %s%s%n"
                .formatted(
                        pair.arm(),
                        pair.other(),
                        pair.differs().name().toLowerCase(Locale.ROOT),
                        Figures.number(pair.apart()),
                        pair.bag().brief(),
                        pair.refusal().isPresent() ? ": comparison refused" : "")));
        return text.toString();
    }
}
