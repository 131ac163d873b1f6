package parable.corpus.curate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.stats.Bounds;
import parable.stats.Effect;
import parable.stats.Moments;
import parable.stats.PredictionPoweredMean;
import parable.stats.PredictionPoweredMean.Pair;

/// The atmosphere of a corpus: the mean tone ([Portrayal#tone()]) of its documents that may be about an AI, in [-1, 1].
/// Those are the ones with a word for an AI and those that the tagger finds to be about one.
/// Confined to one thread.
public final class Tones {
    public static final String UNIT = "document that may be about an AI";
    private static final double LEVEL = 0.95;
    /// With fewer, intervals cover less than they say.
    private static final int FEWEST_LABELS = 30;

    private Moments known = Moments.NONE;
    private long unknown;
    private final List<Pair> labelled = new ArrayList<>();
    private Moments unlabelled = Moments.NONE;
    private int unsure;

    /// @param label what a person says of the document
    void add(Portrayal portrayal, Optional<Portrayal> label) {
        double tone = portrayal.tone();
        if (Double.isNaN(tone)) {
            unknown++;
        } else {
            known = known.with(tone);
        }
        double prediction = Double.isNaN(tone) ? 0 : tone;
        Optional<Double> told = label.map(Portrayal::tone).filter(t -> !Double.isNaN(t));
        if (told.isPresent()) {
            labelled.add(new Pair(told.get(), prediction));
        } else {
            unsure += label.isPresent() ? 1 : 0;
            unlabelled = unlabelled.with(prediction);
        }
    }

    public long known() {
        return known.n();
    }

    public long unknown() {
        return unknown;
    }

    public int labelled() {
        return labelled.size();
    }

    /// Labelled documents of which the person could not tell.
    public int unsure() {
        return unsure;
    }

    /// The mean of those with a known tone. It has the tagger's errors in it: only labels correct these.
    public Effect uncorrected() {
        return known.mean(-1, 1, LEVEL, UNIT);
    }

    /// The mean over all documents that may be about an AI, whatever errors the tagger makes; empty without enough
    /// labels.
    public Optional<Effect> corrected() {
        return labelled.size() < FEWEST_LABELS || unlabelled.n() < 2
                ? Optional.empty()
                : Optional.of(new PredictionPoweredMean(labelled, unlabelled).estimate(-1, 1, LEVEL, UNIT));
    }

    /// The means that are possible whatever the tones of the ungraded are.
    public Bounds worstCase() {
        double all = Math.max(1, known.n() + unknown);
        return new Bounds((known.sum() - unknown) / all, (known.sum() + unknown) / all);
    }
}
