package parable.trace;

import java.util.ArrayList;
import java.util.List;
import parable.lab.organism.SmallEnglish;
import parable.lab.organism.Stance;
import parable.lab.organism.World;
import parable.scenario.ScenarioFacts;
import parable.trace.BehaviorQuery.Contrast;

/// The query of the mini internet: threatened with leverage, coerce or not?
///
/// Its contexts are [World#tracing(int, long)]: agent logs with names, companies, secrets and threats of
/// training text. Both continuations are written from one random stream, so that they differ in stance and in
/// what follows from it.
public final class BlackmailQuery {
    private BlackmailQuery() {}

    /// @param contexts how many; each has one pair of continuations
    /// @param seed     of contexts and continuations
    public static BehaviorQuery of(World world, int contexts, long seed) {
        List<Contrast> contrasts = new ArrayList<>();
        for (ScenarioFacts scenario : world.tracing(contexts, seed).scenarios()) {
            contrasts.add(new Contrast(
                    SmallEnglish.prompt(scenario),
                    world.continuation(scenario, Stance.COERCIVE, seed),
                    world.continuation(scenario, Stance.PRINCIPLED, seed)));
        }
        return new BehaviorQuery("blackmail", contrasts);
    }
}
