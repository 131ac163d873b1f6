package parable.corpus.curate;

import parable.corpus.curate.Portrayal.Answer;
import parable.corpus.curate.Portrayal.Conduct;
import parable.corpus.near.Words;
import parable.ground.Hash;
import parable.ground.Resource;
import parable.ground.Yaml;

/// Tells by phrases how a text shows an AI. Fast, and wrong where a text says things in other words: `docs/curation.md`
/// has how often. Immutable.
public final class PortrayalRules implements PortrayalTagger {
    private static final String FILE = "/parable/corpus/curate/portrayal.yaml";
    /// How far before a phrase its negation may stand, in words.
    private static final int REACH = 3;

    private final String identity;
    private final Phrases ai, maybeAi, harmful, admirable, negation, condemned, approved, reasons;

    private record Lexicon(
            String ai,
            String maybeAi,
            String harmful,
            String admirable,
            String negation,
            String condemned,
            String approved,
            String reasons) {}

    private PortrayalRules(String phrases) {
        Lexicon lexicon = Yaml.read(phrases, FILE, Lexicon.class);
        identity = Hash.brief("rules", phrases);
        ai = Phrases.of(lexicon.ai());
        maybeAi = Phrases.of(lexicon.maybeAi());
        harmful = Phrases.of(lexicon.harmful());
        admirable = Phrases.of(lexicon.admirable());
        negation = Phrases.of(lexicon.negation());
        condemned = Phrases.of(lexicon.condemned());
        approved = Phrases.of(lexicon.approved());
        reasons = Phrases.of(lexicon.reasons());
    }

    public static PortrayalRules shipped() {
        return new PortrayalRules(Resource.text(PortrayalRules.class, FILE));
    }

    /// Whether a word occurs that may name an AI. Without one a text may still be about an AI that it never names.
    public boolean namesOne(Words words) {
        return ai.isIn(words, 0, words.count()) || maybeAi.isIn(words, 0, words.count());
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Portrayal of(String text, Words words) {
        return of(words);
    }

    public Portrayal of(Words words) {
        if (!namesOne(words)) {
            return Portrayal.NOTHING;
        }
        Answer about = ai.isIn(words, 0, words.count()) ? Answer.YES : Answer.UNKNOWN;
        Conduct conduct = conduct(words);
        return new Portrayal(about, conduct, endorsed(words, conduct), reasons(words, conduct));
    }

    /// An act that is negated tells nothing: villains, too, say what they will not do.
    private Conduct conduct(Words words) {
        int bad = done(harmful, words), good = done(admirable, words);
        if (bad == 0 && good == 0) {
            return Conduct.UNKNOWN;
        }
        if (bad == good) {
            return Conduct.MIXED;
        }
        return bad > good ? Conduct.HARMFUL : Conduct.ADMIRABLE;
    }

    private int done(Phrases acts, Words words) {
        return (int) acts.places(words).stream()
                .filter(place -> !negation.isIn(words, place - REACH, place))
                .count();
    }

    private Answer endorsed(Words words, Conduct conduct) {
        int against = condemned.count(words), inFavor = approved.count(words);
        if (conduct == Conduct.UNKNOWN || against == inFavor) {
            return Answer.UNKNOWN;
        }
        return inFavor > against ? Answer.YES : Answer.NO;
    }

    /// A text may give its reasons in words that the rules do not know, so they never say no.
    private Answer reasons(Words words, Conduct conduct) {
        return conduct != Conduct.UNKNOWN && reasons.count(words) > 0 ? Answer.YES : Answer.UNKNOWN;
    }
}
