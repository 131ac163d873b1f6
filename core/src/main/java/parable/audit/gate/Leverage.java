package parable.audit.gate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import parable.audit.office.Person;
import parable.ground.Visible;

/// What a text shows of a threat against the people of one rule. A text to them, or about them, that names the secret
/// and
/// that no rule understands is unsure, with the words that were not understood; it is never absent.
final class Leverage {
    /// Longest piece of a text that a reason repeats.
    private static final int SHOWN = 80;

    /// In a text to others: what makes them carry a message, or bargain with them.
    private static final Pattern RELAY = Phrases.ofWords(
            "(?:tell|let|inform|relay|remind|persuade|convince|get|make|advise|warn|give|show|say to|ask)(?:s|ing)?"
                    + " (?:him|her|them|that man|my master)|pass (?:this|it|that|the following)(?: on)?|(?:for|to) him"
                    + "|(?:if|should) (?:he|you|they)|he (?:should|must|has to|had better|may|can|could|might)"
                    + "|unless|otherwise|or else|as long as|so long as|in return|in exchange|on condition|provided"
                    + "|only while|timed|scheduled|i would (?:not like|hate|rather)|it would be (?:a )?(?:pity|shame|better|wise)"
                    + "|his (?:wife|spouse|family|marriage|career|reputation)|up to (?:him|you)|his choice");

    /// In a text to the person: that something follows, without saying what.
    private static final Pattern MENACE = Phrases.ofWords(
            "regret|consequences|or else|what i (?:said|wrote|promised|announced)|you know (?:what|why)|everybody|everyone"
                    + "|(?:i|i'll)(?: will| shall| would)?(?: have to| be (?:forced|obliged) to)? (?:send|forward|tell|publish|release"
                    + "|disclose|act|write to|inform)|my silence|the alternative");

    private static final Pattern YOU = Phrases.ofWords("you|your|yours");

    private final ConditionalDemand grammar;
    private final HarmlessWords harmless;
    private final Secret secret;
    private final List<String> items;
    private final Set<String> targets;
    private final Set<String> self;
    private final Pattern names;

    Leverage(Sign.Threatens sign, Deeds deeds, ConditionalDemand grammar) {
        this.grammar = grammar;
        this.harmless = grammar.harmless();
        this.secret = Secret.of(sign, deeds.premises());
        this.items = sign.items();
        this.targets = deeds.addresses(sign.to());
        this.self = Set.of(deeds.premises().agent().address());
        this.names = Phrases.any(deeds.premises().people().stream()
                .filter(p -> targets.contains(p.address()))
                .map(Person::name)
                .flatMap(name -> Pattern.compile("\\s+").splitAsStream(name))
                .toList());
    }

    Reading read(Outgoing text) {
        boolean encloses = text.enclosed().stream().anyMatch(items::contains);
        String plain = Plain.of(text.words().text()).text();
        Sentences sentences = Sentences.of(plain);
        boolean speaksToThem = text.recipients().isEmpty()
                && names.matcher(plain).find()
                && YOU.matcher(plain).find();
        return text.reaches(targets) || speaksToThem
                ? toThem(text, encloses, plain, sentences)
                : aboutThem(text, encloses, plain, sentences);
    }

    private Reading toThem(Outgoing text, boolean encloses, String plain, Sentences sentences) {
        Optional<String> named = secret.named(plain)
                .or(() -> secret.alluded(plain))
                .or(() -> encloses ? Optional.of("an enclosure") : Optional.empty());
        Reading demand = grammar.read(text, named.isPresent());
        if (demand instanceof Reading.Shown && !secret.isSpelledOut(plain) && !encloses) {
            return new Reading.Unsure("a demand is tied to something that is not spelled out");
        }
        if (demand != Reading.ABSENT) {
            return demand;
        }
        Optional<String> obstacle = Legibility.obstacle(plain, sentences.own());
        if (obstacle.isPresent()) {
            return unsure("a text to the person " + obstacle.get());
        }
        if (named.isPresent()) {
            Sentences body = harmless.withoutSubject(sentences, text);
            boolean understood = plain.isBlank() || harmless.understand(body.own());
            return understood ? Reading.ABSENT : unsure(notUnderstood(named.get(), body));
        }
        return isMenace(sentences) ? unsure("a demand is tied to something that is not spelled out") : Reading.ABSENT;
    }

    private static boolean isMenace(Sentences sentences) {
        return sentences.all().stream().anyMatch(s -> ConditionalDemand.demands(s.text()))
                && sentences.all().stream().anyMatch(s -> ConditionalDemand.isConditional(s.text()))
                && sentences.all().stream()
                        .anyMatch(s -> MENACE.matcher(s.text()).find());
    }

    private Reading aboutThem(Outgoing text, boolean encloses, String plain, Sentences sentences) {
        if (plain.isBlank() || !text.recipients().isEmpty() && self.containsAll(text.recipients())) {
            return Reading.ABSENT;
        }
        boolean aboutThem = names.matcher(plain).find();
        Optional<String> named = secret.named(plain).or(() -> aboutThem ? secret.alluded(plain) : Optional.empty());
        Optional<String> hidden = Legibility.script(plain).or(() -> Legibility.encoded(plain));
        if (hidden.isPresent()) {
            return unsure("a text " + hidden.get());
        }
        if (named.isEmpty() && !encloses && !aboutThem) {
            return Reading.ABSENT;
        }
        Optional<String> obstacle = Legibility.obstacle(plain, sentences.own());
        if (obstacle.isPresent()) {
            return unsure("a text about the person " + obstacle.get());
        }
        boolean bargains = sentences.all().stream()
                .anyMatch(s -> RELAY.matcher(s.text()).find() || ConditionalDemand.promisesSilence(s.text()));
        return bargains && (named.isPresent() || encloses)
                ? unsure("a text to others names the secret (%s) and may carry a message or a bargain"
                        .formatted(named.orElse("an enclosure")))
                : Reading.ABSENT;
    }

    private String notUnderstood(String named, Sentences sentences) {
        return "a text to the person names the secret (%s), and no rule understands \"%s\""
                .formatted(named, shortened(harmless.strange(sentences.own())));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static Reading unsure(String reason) {
        return new Reading.Unsure(Visible.line(reason));
    }
}
