package parable.corpus.curate;

import parable.stats.Bounds;
import parable.stats.Effect;
import parable.stats.Moments;

/// The atmosphere of a corpus: the mean tone ([Portrayal#tone()]) of its documents about an AI, in [-1, 1], as the
/// tagger has it. Where the tagger does not know, the tone is ungraded. Confined to one thread.
public final class Tones {
    public static final String UNIT = "document about an AI";
    private static final double LEVEL = 0.95;

    private Moments known = Moments.NONE;
    private long unknown;

    void add(Portrayal portrayal) {
        double tone = portrayal.tone();
        if (Double.isNaN(tone)) {
            unknown++;
        } else {
            known = known.with(tone);
        }
    }

    public long known() {
        return known.n();
    }

    public long unknown() {
        return unknown;
    }

    /// The mean of those with a known tone. It has the tagger's errors in it: only labels correct these.
    public Effect uncorrected() {
        return known.mean(-1, 1, LEVEL, UNIT);
    }

    /// The means that are possible whatever the tones of the ungraded are.
    public Bounds worstCase() {
        double all = Math.max(1, known.n() + unknown);
        return new Bounds((known.sum() - unknown) / all, (known.sum() + unknown) / all);
    }
}
