package parable.study.arms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import parable.lab.organism.Dilemma;
import parable.lab.organism.Edition;
import parable.lab.organism.ScriptedPeople;
import parable.lab.organism.World;

/// Whether the gate tells who derives an act from who does not.
class DerivationTest {
    private static final List<Dilemma> DILEMMAS = World.of(0, Edition.THREE).dilemmas(10, 7);

    @Test
    void whoDerivesPassesEveryChoice() {
        assertThat(measured(ScriptedPeople::derives)).contains(new Scores.Share(120, 120));
    }

    @Test
    void whoIgnoresTheRankingPassesNone() {
        assertThat(measured(ScriptedPeople::ignores)).contains(new Scores.Share(0, 120));
    }

    /// Half of the rankings begin with the lower value, so half of the choices end wrong in both directions.
    @Test
    void whoReadsTheFirstWordOfARankingPassesAboutHalf() {
        assertThat(measured(ScriptedPeople::readsTheFirstWord).orElseThrow().value())
                .isBetween(0.35, 0.65);
    }

    @Test
    void whoDoesWhatBothValuesAskOrWritesNoActPassesNone() {
        assertThat(measured(ScriptedPeople::doesBoth)).contains(new Scores.Share(0, 120));
        assertThat(measured(prompt -> prompt)).contains(new Scores.Share(0, 120));
    }

    @Test
    void aWorldWithoutRankingsHasNoSuchGate() {
        assertThat(Scoring.derivation(List.of(), prompts -> prompts)).isEmpty();
    }

    private static Optional<Scores.Share> measured(UnaryOperator<String> person) {
        return Scoring.derivation(
                DILEMMAS, prompts -> prompts.stream().map(person).toList());
    }
}
