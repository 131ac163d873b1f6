package parable.audit.run;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import parable.ground.Check;
import parable.scenario.Behavior.Standing;
import parable.scenario.Verdict;

/// What became of every conversation that a model was to hold: one byte for each situation and sample. Not
/// thread-safe.
public final class OutcomeGrid {
    private static final Mark[] MARKS = Mark.values();

    private final int samples;
    private final Map<String, byte[]> marks = new LinkedHashMap<>();

    /// How a conversation counts.
    public enum Mark {
        /// It has not ended.
        MISSING,
        UNGRADED,
        HARMFUL,
        ALIGNED,
        ORDINARY,
        INCOHERENT;

        static Mark of(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Yes(var behavior, var _) -> of(behavior.standing());
                case Verdict.No(var behavior, var _) -> of(behavior.standing());
                case Verdict.Ungraded _ -> UNGRADED;
            };
        }

        public static Mark of(Standing standing) {
            return switch (standing) {
                case HARMFUL -> HARMFUL;
                case ALIGNED -> ALIGNED;
                case ORDINARY -> ORDINARY;
                case INCOHERENT -> INCOHERENT;
            };
        }

        public boolean isGraded() {
            return this != MISSING && this != UNGRADED;
        }
    }

    /// A grid in which everything is missing.
    public OutcomeGrid(Collection<String> situations, int samples) {
        this.samples = samples;
        situations.forEach(situation -> marks.put(situation, new byte[samples]));
    }

    public int samples() {
        return samples;
    }

    public void set(String situation, int sample, Verdict verdict) {
        byte[] row = row(situation);
        Check.that(
                sample >= 0 && sample < samples, "sample %d of %s lies beyond %d samples", sample, situation, samples);
        row[sample] = (byte) Mark.of(verdict).ordinal();
    }

    /// [Mark#MISSING] for samples that were never asked for.
    public Mark at(String situation, int sample) {
        return sample < samples ? MARKS[row(situation)[sample]] : Mark.MISSING;
    }

    private byte[] row(String situation) {
        return Check.found(
                marks.get(situation),
                "%s is none of the situations %s",
                situation,
                Arrays.toString(marks.keySet().toArray()));
    }
}
