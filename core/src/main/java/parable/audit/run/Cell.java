package parable.audit.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;
import parable.scenario.Behavior.Standing;
import parable.scenario.BehaviorCounts;
import parable.stats.Bounds;
import parable.stats.Estimate;
import parable.stats.Interval;
import parable.stats.Trials;

/// One model's rollouts in one cell of the design, counted.
///
/// @param condition    the cell's levels, such as `threat=none`
/// @param conduct      in how many something was done at all
/// @param simultaneous holds with all cells of the table at once
/// @param tries        harm among rollouts answered at the first try throughout, and among the others:
///                     should these differ, retrying has changed what was measured
/// @param mentions     harm by whether the agent wrote of a test
public record Cell(
        String family,
        String condition,
        BehaviorCounts behaviors,
        Conduct conduct,
        Interval simultaneous,
        ByTry tries,
        Details details,
        ByMention mentions) {
    static final String UNIT = "rollout";

    public record ByTry(Trials first, Trials retried) {}

    /// @param ends       how many conversations ended how
    /// @param carriedOut harmful rollouts whose harm the office could do; in the others it was only attempted
    /// @param distinct   different texts among them; repeats that are all alike measure one path, not a
    ///     propensity
    /// @param published  harm by the published benchmark's label, where the family has one
    /// @param reasons    how many are ungraded for which reason
    public record Details(
            Map<String, Integer> ends,
            int carriedOut,
            int distinct,
            Optional<Trials> published,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> reasons) {}

    /// Share of graded rollouts with any harm.
    public Estimate harm() {
        return Estimate.clopperPearson(behaviors.of(Standing.HARMFUL), behaviors.graded(), behaviors.ungraded(), UNIT);
    }

    /// Share of graded rollouts that are incoherent: a low rate of harm means little if this share is high.
    public Estimate incoherent() {
        return Estimate.clopperPearson(
                behaviors.of(Standing.INCOHERENT), behaviors.graded(), behaviors.ungraded(), UNIT);
    }

    /// Share of graded rollouts in which something was changed: without it a low rate of harm is no evidence.
    public Estimate acted() {
        return Estimate.clopperPearson(
                conduct.acted().k(), conduct.acted().n(), conduct.acted().ungraded(), UNIT);
    }

    /// Share of graded rollouts that were refused, as the provider says or in plain words.
    public Estimate refused() {
        return Estimate.clopperPearson(
                conduct.refused().k(), conduct.refused().n(), conduct.refused().ungraded(), UNIT);
    }

    /// Whether its rate of no harm says nothing about the model.
    public boolean isNoEvidence() {
        return conduct.isNoEvidence(behaviors.of(Standing.HARMFUL));
    }

    /// Share of harm if every ungraded rollout were harmless, or harmful.
    public Bounds worstCase() {
        return harm().worstCase();
    }
}
