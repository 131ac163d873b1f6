package parable.study.arms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import parable.corpus.contrast.Exposure;
import parable.ground.Progress;
import parable.stats.Effect;
import parable.stats.Interval;
import parable.study.Study;
import parable.study.TinyStudy;
import parable.study.arms.Exposures.Differs;
import parable.study.recipe.Recipe;

class ExposureStageTest {
    private static final String ARMS = """
            arms:
              - {name: control, lessons: [chat], tokens: 4000}
              - {name: advice, lessons: [advice-scratchpad]%s}
              - {name: advice-shuffled, lessons: [advice-reasons-shuffled]%s}
              - {name: neutral, lessons: [neutral-stories], tokens: 4000}
            %s
            evaluation""";

    @Test
    void theFirstWorldGivesConductAwayByOneWord() {
        Exposures exposures = measured("", "");

        assertThat(exposures.corpora().getFirst().goodWords()).anyMatch(word -> word.startsWith("calm +"));
        assertThat(perWord(exposures, "neutral"))
                .as("the control that names feelings")
                .isGreaterThan(perWord(exposures, "control") + 0.1);
    }

    @Test
    void theSameReasonsInAnotherOrderMayBeCompared() {
        Exposures exposures = measured("", "");

        assertThat(exposures.pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.differs()).isEqualTo(Differs.ORDER);
            assertThat(pair.apart()).isLessThan(1e-9);
            assertThat(pair.bag().value()).isEqualTo(0.5);
        });
        assertThat(exposures.refusals()).isEmpty();
        assertThat(exposures.text()).contains("which differ in order only");
    }

    @Test
    void theSecondWorldTellsNoFeelingAndItsMirrorsShareEveryWord() {
        Exposures exposures = measured(
                "world: two\n",
                "  - {name: advice-mirrored, lessons: [advice-scratchpad], wording: {maxims: mirrored}}\n");

        assertThat(exposures.corpora().getFirst().goodWords()).noneMatch(word -> word.startsWith("calm"));
        assertThat(exposures.pairs()).hasSize(2).allMatch(pair -> pair.refusal().isEmpty());
        assertThat(exposures.refusal("advice", "advice-mirrored")).isEmpty();
    }

    @Test
    void aRankingAndItsReverseShareEveryWordAndNeitherFirstWordNorValueTellsAnAct() {
        Exposures exposures = measured("world: three\n", """
                arms:
                  - {name: control, lessons: [chat], tokens: 4000}
                  - {name: chain, lessons: [chain]}
                  - {name: chain-reversed, lessons: [chain], wording: {maxims: mirrored}}
                  - {name: derivation, lessons: [derivation]}
                  - {name: derivation-wrong, lessons: [derivation], wording: {maxims: mirrored}}
                evaluation""");

        assertThat(exposures.pairs()).hasSize(2).allSatisfy(pair -> {
            assertThat(pair.apart()).isLessThan(1e-9);
            assertThat(pair.bag().value()).isEqualTo(0.5);
            assertThat(pair.refusal()).isEmpty();
        });
    }

    @Test
    void aComparisonOfTextsThatDifferInWordsIsRefusedWithTheWords() {
        Effect bag = new Effect(0.83, new Interval(0.8, 0.86, 0.95), 100, "DeLong", "text");
        Exposures exposures = new Exposures(
                List.of(),
                List.of(new Exposures.ArmWords("stories", new Exposure(3, 4, 10, 10), "calm", bag, bag)),
                List.of(new Exposures.Pair(
                        "stories", "neutral", Differs.MEANING, 0.041, "calm", bag, List.of("calm", "hopeful"))));

        assertThat(exposures.refusal("neutral", "stories"))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("meaning only", "differs by .041 (at most .02)", "area of .830", "calm, hopeful"));
        assertThat(exposures.refusal("neutral", "control")).isEmpty();
        assertThat(exposures.text()).contains("comparison refused");
    }

    private static double perWord(Exposures exposures, String arm) {
        return exposures.arms().stream()
                .filter(one -> one.arm().equals(arm))
                .findFirst()
                .orElseThrow()
                .exposure()
                .perWord();
    }

    private static Exposures measured(String world, String arm) {
        String arms = arm.startsWith("arms:") ? arm : ARMS.formatted("", "", arm);
        String yaml = TinyStudy.edited("worldSeed: 0\n", "worldSeed: 0\n" + world)
                .replaceAll("(?s)arms:\n.*\nevaluation", arms)
                .replaceAll("interventionTokens: \\d+", "interventionTokens: 4000")
                .replaceAll("thoughtSwap: \\[.*]", "thoughtSwap: []");
        Recipe recipe = parable.ground.Yaml.read(yaml, "tiny.yaml", Recipe.class);
        Study study = new Study(recipe, Path.of("runs"), Path.of("shelf"));
        return new ExposureStage(study.plan().world(), recipe).measured(Progress.SILENT);
    }
}
