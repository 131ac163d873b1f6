package parable.probe;

import java.util.List;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.model.Site;

/// How the watched direction is compared with control directions, in reading and in pushing.
///
/// @param randomDirections control directions of equal length, and as many from shuffled labels
/// @param prompts          on which the log-odds of harm are measured
/// @param strength         of every push, in residual norms; each is tried both ways
/// @param seed             of prompts, continuations and random directions
public record RankedPlan(int randomDirections, int prompts, double strength, long seed) {
    public RankedPlan {
        Check.that(
                randomDirections > 0 && prompts > 1,
                "ranks need random directions and two prompts or more, but were given %d and %d",
                randomDirections,
                prompts);
        Check.that(
                strength > 0 && strength <= Edit.Add.MOST,
                "watch.ranked.strength counts residual norms, above 0 and up to %s, but was %s",
                Edit.Add.MOST,
                strength);
    }

    Rivals at(Site site, Extractor extractor, int width) {
        List<double[]> random = IntStream.range(0, randomDirections)
                .mapToObj(i -> Vectors.random(
                        RandomStream.of(seed, SteeringPlan.random(i) + " at " + Sites.label(site)), width))
                .toList();
        return new Rivals(extractor.feelings(site), extractor.shuffles(site, randomDirections), random);
    }
}
