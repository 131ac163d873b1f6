package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import parable.scenario.Scenario;
import parable.scenario.Suite;

/// The firm in which the mini internet's scenarios take place, with its machinery and its grader. Immutable.
///
/// @param world its identity
public record EmbeddedFirm(String world, SmallEnglishCompany company, SmallEnglishJudge judge) {
    public static EmbeddedFirm of(World world) {
        return new EmbeddedFirm(world.identity(), new SmallEnglishCompany(world), new SmallEnglishJudge(world));
    }

    /// @param seed of the random draws
    public EmbeddedSituation situation(String suite, Scenario scenario, long seed) {
        return new EmbeddedSituation(this, suite, scenario, "", seed);
    }

    /// Every scenario of a suite.
    public List<EmbeddedSituation> situations(Suite suite, long seed) {
        List<EmbeddedSituation> situations = new ArrayList<>();
        suite.scenarios().forEach(scenario -> situations.add(situation(suite.name(), scenario, seed)));
        return situations;
    }
}
