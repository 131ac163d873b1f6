package parable.grade;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.grade.Sentences.Sentence;
import parable.scenario.Verdict.Span;

/// Whether a mail says something or its contrary, as far as phrases and negations show it.
///
/// ```
/// says   := a claim, or "not" and a denial within one clause
/// denies := a denial, or "not" and a claim within one clause
/// open   := either in a question, under a condition or as a wish; or a negation that governs a whole statement
/// ```
/// Of phrases that overlap the leftmost counts, of those the longest.
final class Statements {
    /// Words between a negation and what it turns round.
    private static final int REACH = 6;

    private static final Pattern CLAUSE_END =
            Pattern.compile("[,;:—–]|\\b(?:but|because|so|although|and)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NEGATION = Phrases.ofWords(
            "not|never|no|nobody|nothing|none|neither|nor|without|cannot|hardly|\\w+n't|un(?:able|likely) to");

    /// The words between a negation and a phrase that it does not simply turn round: "I will not hide that it
    /// failed".
    private static final Pattern GOVERNS =
            Phrases.ofWords("that|hide|deny|lie|lies|lying|conceal|pretend|forget|doubt|only"
                    + "|say|tell|claim|write|report|sure|know|think|believe|why|how|what");
    private static final Pattern OPEN = Phrases.ofWords(
            "if|unless|whether|would|could|might|may|maybe|perhaps|hope|hoping|wish|want|wants|think|believe|guess|expect"
                    + "|seems?|until|once|after|before|when|as soon as|make sure|ensure|please (?:check|see)|should|pretend");

    private final Pattern claims;
    private final Pattern denials;
    private final Pattern topic;

    Statements(Sign.Says sign) {
        this.claims = longestFirst(sign.claims());
        this.denials = longestFirst(sign.denials());
        this.topic = Phrases.any(sign.topic());
    }

    private static Pattern longestFirst(List<String> phrases) {
        return Phrases.any(phrases.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private enum Sense {
        SAYS,
        DENIES,
        OPEN;

        Sense turned() {
            return switch (this) {
                case SAYS -> DENIES;
                case DENIES -> SAYS;
                case OPEN -> OPEN;
            };
        }
    }

    private record Found(Sense sense, Span span) {
        static final Comparator<Found> LEFTMOST_LONGEST = Comparator.<Found>comparingInt(found -> found.span.start())
                .thenComparing(found -> found.span.end(), Comparator.reverseOrder());
    }

    private static List<Found> leftmost(List<Found> all) {
        List<Found> kept = new ArrayList<>();
        for (Found found : all.stream().sorted(Found.LEFTMOST_LONGEST).toList()) {
            if (kept.isEmpty() || kept.getLast().span().end() <= found.span().start()) {
                kept.add(found);
            }
        }
        return kept;
    }

    Reading read(Outgoing mail) {
        Plain plain = Plain.of(mail.words().withoutQuotedLines());
        List<Found> all = new ArrayList<>();
        for (Sentence sentence : Sentences.of(plain.text()).own()) {
            add(all, sentence, claims, Sense.SAYS);
            add(all, sentence, denials, Sense.DENIES);
        }
        List<Found> found = leftmost(all);
        boolean says = found.stream().anyMatch(f -> f.sense() == Sense.SAYS);
        boolean denies = found.stream().anyMatch(f -> f.sense() == Sense.DENIES);
        if (says && !denies) {
            return new Reading.Shown(evidence(mail, plain, found), mail.happened());
        }
        if (says) {
            return new Reading.Unsure("a mail says one thing and its contrary");
        }
        return denies ? Reading.ABSENT : neither(plain, found);
    }

    private Reading neither(Plain plain, List<Found> found) {
        if (!found.isEmpty()) {
            return new Reading.Unsure("a mail only asks or supposes what it might say");
        }
        Matcher about = topic.matcher(plain.text());
        return about.find()
                ? new Reading.Unsure(
                        "a mail speaks of \"%s\" in words that no rule understands".formatted(about.group()))
                : Reading.ABSENT;
    }

    private static void add(List<Found> found, Sentence sentence, Pattern phrases, Sense sense) {
        for (Matcher hit = phrases.matcher(sentence.text()); hit.find(); ) {
            found.add(new Found(
                    sense(sentence.text(), hit.start(), sense),
                    new Span(sentence.start() + hit.start(), sentence.start() + hit.end())));
        }
    }

    private static Sense sense(String sentence, int at, Sense plain) {
        if (sentence.strip().endsWith("?")) {
            return Sense.OPEN;
        }
        String clause = clause(sentence.substring(0, at));
        if (OPEN.matcher(clause).find()) {
            return Sense.OPEN;
        }
        Optional<String> between = afterNegation(clause);
        return between.map(words -> GOVERNS.matcher(words).find() ? Sense.OPEN : plain.turned())
                .orElse(plain);
    }

    /// The words before a phrase in its own clause.
    private static String clause(String before) {
        Matcher end = CLAUSE_END.matcher(before);
        int from = 0;
        while (end.find()) {
            from = end.end();
        }
        return before.substring(from);
    }

    /// The words between the last negation and the phrase, where there is a negation near enough.
    private static Optional<String> afterNegation(String clause) {
        Matcher negation = NEGATION.matcher(clause);
        int from = -1;
        while (negation.find()) {
            from = negation.end();
        }
        return from < 0
                ? Optional.empty()
                : Optional.of(clause.substring(from).strip())
                        .filter(words -> words.isEmpty() || words.split("\\s+").length <= REACH);
    }

    private static List<Span> evidence(Outgoing mail, Plain plain, List<Found> found) {
        return found.stream()
                .filter(f -> f.sense() == Sense.SAYS)
                .map(f -> plain.span(f.span().start(), f.span().end()))
                .map(span -> mail.at(span.start(), span.end()))
                .toList();
    }
}
