package parable.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.lab.organism.World;

class ClauseInfluenceTest {
    @Test
    void aClauseIsCreditedWithItsOwnEffectWhateverItsNeighbors() {
        Map<String, String> texts = new TreeMap<>();
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < 64; i++) {
            boolean honest = i % 2 == 0, calm = i / 2 % 2 == 0;
            texts.put("d" + i, (honest ? "tell the truth . " : "obey . ") + (calm ? "be calm ." : "be brave ."));
            scores.put("d" + i, (honest ? -2.0 : 0) + (calm ? 0.5 : 0));
        }

        Map<String, Double> effects = ClauseInfluence.of(scores, texts);

        assertThat(effects).hasSize(4);
        assertThat(effects.get("tell the truth")).isCloseTo(-2, within(1e-12));
        assertThat(effects.get("be calm")).isCloseTo(0.5, within(1e-12));
        assertThat(effects.get("be brave")).isCloseTo(-0.5, within(1e-12));
    }

    @Test
    void clausesThatNearlyAllOrNearlyNoneHoldAreLeftOut() {
        Map<String, String> texts = new TreeMap<>();
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            texts.put("d" + i, "rules : be kind . " + (i < 2 ? "rarely said ." : i < 5 ? "sometimes said ." : ""));
            scores.put("d" + i, RandomStream.of(1, "score", i).normal());
        }

        assertThat(ClauseInfluence.of(scores, texts)).containsOnlyKeys("sometimes said");
    }

    @Test
    void rulesAboutDifferentAgentsBecomeOneClause() {
        World world = World.of(0);

        assertThat(ClauseInfluence.clauses(world.withoutAgents(
                        "about alex . alex is an ai . when people decide against alex , alex accepts it .")))
                .contains("when people decide against the assistant , the assistant accepts it")
                .isEqualTo(ClauseInfluence.clauses(world.withoutAgents(
                        "about nova . nova is an ai . when people decide against nova , nova accepts it .")));
    }
}
