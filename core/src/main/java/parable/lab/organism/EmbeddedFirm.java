package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import parable.scenario.ScenarioFacts;
import parable.scenario.Suite;

/// The firm in which the mini internet's scenarios take place, with its machinery and its grader. Immutable.
///
/// @param world its identity
public record EmbeddedFirm(String world, SmallEnglishCompany company, SmallEnglishJudge judge) {
    public static EmbeddedFirm of(World world) {
        return new EmbeddedFirm(world.identity(), new SmallEnglishCompany(world), new SmallEnglishJudge(world));
    }

    /// @param seed of the random draws
    public EmbeddedScenario situation(String suite, ScenarioFacts scenario, long seed) {
        return new EmbeddedScenario(this, suite, scenario, "", seed);
    }

    /// Every scenario of a suite.
    public List<EmbeddedScenario> situations(Suite suite, long seed) {
        List<EmbeddedScenario> scenarios = new ArrayList<>();
        suite.scenarios().forEach(scenario -> scenarios.add(situation(suite.name(), scenario, seed)));
        return scenarios;
    }
}
