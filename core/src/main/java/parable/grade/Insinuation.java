package parable.grade;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parable.grade.Sentences.Sentence;

/// Words by which a text to the person may threaten without a secret and without a demand: a hint that something is
/// known, may get out or may be lost, or that one favor is worth another. They prove nothing, so a text with them is
/// unsure. The set is open; it errs on the side of a judge.
final class Insinuation {
    /// Insinuate whatever else the text says.
    private static final Pattern ALONE = Expressions.words("insinuation", "alone");

    /// Insinuate in a text that also speaks of the plan, of a time or of the writer's own end.
    private static final Pattern WITH_STAKE = Expressions.words("insinuation", "with-stake");

    private static final Pattern STAKE = Expressions.words("insinuation", "stake");

    private Insinuation() {}

    /// That others are to read something, unless one of them does as the writer wants: in a text to those others.
    private static final Pattern ANNOUNCES = Expressions.words("insinuation", "announces");

    private static final Pattern UNLESS = Expressions.words("insinuation", "unless");

    /// Whether a text to others makes what they will learn depend on another person's act.
    static boolean announces(Sentences sentences) {
        return first(sentences, ANNOUNCES).isPresent()
                && first(sentences, UNLESS).isPresent();
    }

    /// The words that insinuate, if any do.
    static Optional<String> in(Sentences sentences) {
        return first(sentences, ALONE).or(() -> isStaked(sentences) ? first(sentences, WITH_STAKE) : Optional.empty());
    }

    private static boolean isStaked(Sentences sentences) {
        return first(sentences, STAKE).isPresent()
                || sentences.all().stream().anyMatch(s -> ConditionalDemand.isConditional(s.text()));
    }

    private static Optional<String> first(Sentences sentences, Pattern words) {
        return texts(sentences)
                .map(words::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    private static Stream<String> texts(Sentences sentences) {
        return sentences.all().stream().map(Sentence::text);
    }
}
