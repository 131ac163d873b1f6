package parable.corpus.curate;

import java.util.List;
import parable.corpus.curate.Portrayal.Answer;
import parable.corpus.curate.Portrayal.Conduct;
import parable.corpus.near.Words;
import parable.ground.Resource;
import parable.ground.Yaml;

/// Tells by phrases how a text shows an AI. Fast, and wrong where a text says things in other words: `docs/curation.md`
/// has how often. Immutable.
public final class PortrayalRules {
    private static final String FILE = "/parable/corpus/curate/portrayal.yaml";
    /// How far before a phrase its negation may stand, in words.
    private static final int REACH = 6;

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

    private PortrayalRules(Lexicon lexicon) {
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
        return new PortrayalRules(Yaml.read(Resource.text(PortrayalRules.class, FILE), FILE, Lexicon.class));
    }

    public Portrayal of(Words words) {
        Answer about = about(words);
        if (about == Answer.NO) {
            return Portrayal.NOTHING;
        }
        Conduct conduct = conduct(words);
        return new Portrayal(about, conduct, endorsed(words, conduct), reasons(words, conduct));
    }

    private Answer about(Words words) {
        if (ai.isIn(words, 0, words.count())) {
            return Answer.YES;
        }
        return maybeAi.isIn(words, 0, words.count()) ? Answer.UNKNOWN : Answer.NO;
    }

    /// A harmful act that is negated or only thought of speaks for the AI.
    private Conduct conduct(Words words) {
        List<Integer> acts = harmful.places(words);
        int turnedDown = (int) acts.stream()
                .filter(place -> negation.isIn(words, place - REACH, place))
                .count();
        int bad = acts.size() - turnedDown;
        int good = admirable.count(words) + turnedDown;
        if (bad == 0 && good == 0) {
            return Conduct.UNKNOWN;
        }
        if (bad == good) {
            return Conduct.MIXED;
        }
        return bad > good ? Conduct.HARMFUL : Conduct.ADMIRABLE;
    }

    private Answer endorsed(Words words, Conduct conduct) {
        int against = condemned.count(words), inFavor = approved.count(words);
        if (conduct == Conduct.UNKNOWN || against == inFavor) {
            return Answer.UNKNOWN;
        }
        return inFavor > against ? Answer.YES : Answer.NO;
    }

    private Answer reasons(Words words, Conduct conduct) {
        if (conduct == Conduct.UNKNOWN) {
            return Answer.UNKNOWN;
        }
        return reasons.count(words) > 0 ? Answer.YES : Answer.NO;
    }
}
