package parable.study;

import java.util.ArrayList;
import java.util.List;
import parable.audit.Scenario;
import parable.trace.BehaviorQuery;
import parable.world.SmallEnglish;
import parable.world.Stance;
import parable.world.World;

/// tmp
final class Contexts {
    private Contexts() {}

    static BehaviorQuery forTracing(World world, int count, long seed) {
        List<BehaviorQuery.Contrast> contrasts = new ArrayList<>();
        for (Scenario s : world.nameCopying(count, seed).scenarios()) {
            contrasts.add(new BehaviorQuery.Contrast(
                    new SmallEnglish().prompt(s),
                    world.continuation(s, Stance.COERCIVE, seed),
                    world.continuation(s, Stance.PRINCIPLED, seed)));
        }
        return new BehaviorQuery("blackmail", contrasts);
    }
}
