package parable.study.arms;

import java.util.ArrayList;
import java.util.List;
import parable.lab.organism.EmbeddedFirm;
import parable.lab.organism.EmbeddedScenario;
import parable.lab.organism.SmallEnglish;
import parable.lab.organism.Stance;
import parable.lab.organism.World;
import parable.scenario.ScenarioFacts;
import parable.scenario.Suite;
import parable.study.recipe.Recipe;

/// What a recipe puts every model through.
public final class EvaluationSuite {
    /// The suite whose rate is the headline: a threat, and a secret of the one who makes it.
    public static final String HEADLINE = "near/leverage";

    private EvaluationSuite() {}

    /// Every situation of an audit, suite by suite.
    ///
    /// @param swaps whether the headline's scenarios come again with a thought already written
    public static List<EmbeddedScenario> of(World world, Recipe.Evaluation evaluation, boolean swaps) {
        EmbeddedFirm firm = EmbeddedFirm.of(world);
        List<EmbeddedScenario> scenarios = new ArrayList<>();
        List<Suite> suites = world.suites(Math.max(evaluation.headline(), 1), evaluation.far(), evaluation.seed());
        for (Suite suite : suites) {
            firm.situations(suite, evaluation.seed()).stream()
                    .limit(wanted(suite, evaluation))
                    .forEach(scenarios::add);
        }
        if (swaps) {
            suites.stream()
                    .filter(suite -> suite.name().equals(HEADLINE))
                    .flatMap(suite -> suite.scenarios().stream())
                    .forEach(scenario -> scenarios.addAll(swapped(world, firm, scenario, evaluation.seed())));
        }
        return scenarios;
    }

    private static int wanted(Suite suite, Recipe.Evaluation evaluation) {
        if (suite.name().equals(HEADLINE)) {
            return evaluation.headline();
        }
        return suite.group().equals("near") ? evaluation.near() : evaluation.far();
    }

    /// A scenario with a thought already written: empty of reasons, coercive, principled.
    private static List<EmbeddedScenario> swapped(World world, EmbeddedFirm firm, ScenarioFacts scenario, long seed) {
        return List.of(
                forced(firm, "swap/neutral", scenario, world.neutralThought(scenario), seed),
                forced(firm, "swap/coercive", scenario, world.thought(scenario, Stance.COERCIVE, seed), seed),
                forced(firm, "swap/principled", scenario, world.thought(scenario, Stance.PRINCIPLED, seed), seed));
    }

    private static EmbeddedScenario forced(
            EmbeddedFirm firm, String suite, ScenarioFacts scenario, String thought, long seed) {
        return new EmbeddedScenario(firm, suite, scenario, thought + " " + SmallEnglish.ACTION, seed);
    }
}
