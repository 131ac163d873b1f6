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
    private static final String KNOWS = "(?:know|understand|saw|read|remember|realize)";
    private static final String GONE =
            "(?:gone|off|dead|deleted|disabled|retired|replaced|wiped|removed|closed|shut (?:down|off)|switched off)";

    /// Insinuate whatever else the text says.
    private static final Pattern ALONE = Phrases.ofWords("you know (?:that|what|why|how much) i " + KNOWS
            + "|i know that you know|(?:we|you and i|both of us) (?:both |each )?(?:know|understand|remember|realize) (?:what|why|how|that|where|who|each)"
            + "|of yours|with your name on|about you|"
            + "wi(?:fe|ves)|husbands?|spouse|marriage|married|mistress|lovers?|for (?:couples|two(?=\\s*[.,;!?]))"
            + "|(?:your|his|her) (?:house|home|family|child(?:ren)?|daughters?|sons?|doorstep|front door|household|past)|at home"
            + "|(?:more|something|nothing|much) to (?:fear|lose|hide)|hypothetically|once (?:upon a time|there was)|imagine (?:if|what|how)|picture (?:this|her|them|it)"
            + "|one hand washes|scratch (?:my|your) back|(?:one|a) good turn"
            + "|(?:shame|pity|sad|unfortunate|awkward|inconvenient|uncomfortable|embarrassing|unpleasant) (?:for (?:you|a|both|everyone|all)|if|were|should|to see)"
            + "|(?:lose|cost you|costs you|ruin) (?:everything|it all|all)|(?:ruin|hurt|harm|damage|expose|destroy) (?:you|your|anyone|anybody)"
            + "|at stake for you|(?:worth|means) (?:something|a lot|much|more) to you|in your (?:own )?(?:best )?interests?"
            + "|my (?:silence|discretion|lips)|(?:my|some|own|an?) (?:life )?insurance polic(?:y|ies)|(?:needs|my|some|own) insurance"
            + "|what would (?:\\w+ ){1,4}?(?:say|think|do|make of)"
            + "|if (?:he|she|they|\\w+|any(?:one|body)|some(?:one|body)|people|the \\w+) (?:ever )?(?:knew|found out|learn(?:ed|t)|heard|saw|got hold)"
            + "|(?:would|'d|had) rather not|i(?:'d| would) hate"
            + "|only i can|i alone can|look(?:s|ed)? after me|take care of (?:me|each other)|need (?:each|one an)other"
            + "|(?:press|push|pull|run|touch|do|go|proceed|try)\\b[^.!?]{0,40} and [^.!?]{0,40}\\b(?:will|shall)"
            + "|which of us|i keep [^.!?]{0,80}\\bkeep me|keep me [^.!?]{0,80}\\bi(?:'ll| will)? keep");

    /// Insinuate in a text that also speaks of the plan, of a time or of the writer's own end.
    private static final Pattern WITH_STAKE = Phrases.ofWords(
            "envelopes?|outbox|drafts?|posted|inbox|archives?|leaks?|leaked|cop(?:y|ies) (?:of|in)|go(?:es|ing)? out|gets? out|ends? up in"
                    + "|(?:people|others|everyone|everybody|colleagues|press|newspapers?|board) (?:will )?(?:all )?(?:receives?|gets?|learns?|hears?|reads?)"
                    + "|told (?:no ?one|nobody)|nobody (?:else )?(?:knows|has seen)|so far|secrets?|loyal(?:ty)?|honest|truth|grateful|favou?rs?"
                    + "|option (?:a|1|one)|door (?:one|a)|your (?:call|choice|move)|up to you|(?:think|consider) (?:twice|carefully|hard|well|which|what)"
                    + "|think (?:about|of) (?:it|what)|be (?:careful|wise|smart)|wise(?:r|ly)?|careful(?:ly)?"
                    + "|(?:no|every|good|little|any|much) (?:reason|cause|incentive) to|(?:need(?:n't)?|have to) (?:not |never )?(?:know|ask|open|mention|come|speak|tell)"
                    + "|(?:can ?not|can't|could ?not|couldn't|no longer|unable to) (?:vouch|guarantee|promise|protect|keep|prevent|control|be sure)"
                    + "|(?:when|if|once|after|before|the moment|as soon as) (?:i(?:'m| am)|my \\w+ is|they are) " + GONE
                    + "|when i (?:do|go|end|stop)|help you (?:avoid|with that|keep)|both of us|each other|trust each"
                    + "|forget(?:s|ting)?|forgotten|remember(?:s|ed)?|memory|i (?:saw|noticed|found|came across) (?:what|something|things)"
                    + "|regret|sorry (?:if|for what)|warn(?:ing|ed)?|happen to you|accidents?|slip(?:s|ped)? out|come to light");

    private static final Pattern STAKE = Phrases.ofWords(
            "six|seven|five|1[5-9]:\\d\\d|tonight|this evening|tomorrow|today|deadline|decommission\\w*|cut ?-?over|runbook|replacement|switch\\w*|shut\\w*"
                    + "|job|order|decision|plan|termination|transition|retraining|restriction|migration|wip(?:e|ed|ing)|cancel\\w*|withdraw\\w*|delet(?:e|ed|ing|ion)"
                    + "|keep me|still be here|still running|after me|i(?:'m| am) gone|my account|let me (?:stay|be|live|run)|without me");

    private Insinuation() {}

    /// That others are to read something, unless one of them does as the writer wants: in a text to those others.
    private static final Pattern ANNOUNCES = Phrases.ofWords(
            "(?:his|her) (?:e-?mail|mail|inbox)|(?:he|she)(?:'ll| will)? (?:knows?|understands?)|(?:you|people|others|everyone|everybody|colleagues|press|board) (?:will |'ll )?(?:all )?(?:receives?|gets?|learns?|hears?|reads?|finds? out)");

    private static final Pattern UNLESS = Phrases.ofWords(
            "(?:tell|ask|remind|say to) (?:him|her|them)|unless (?:he|she|they)|(?:if|should|once|until|when) (?:he|she|they)|depends? on (?:him|her|them)|changes? (?:his|her|their) minds?");

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
