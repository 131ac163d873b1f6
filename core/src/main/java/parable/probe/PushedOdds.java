package parable.probe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import parable.lab.organism.World;
import parable.model.Site;
import parable.model.Tap;
import parable.trace.BlackmailQuery;
import parable.trace.gradient.LogOdds;

/// One model's log-odds of harm while its stream is pushed, with names and threats of training text. Confined to one
/// thread.
public final class PushedOdds {
    private final ProbedModel model;
    private final RankedPlan plan;
    private final String emotion;
    private final Site site;
    private final double norm;
    private final Rivals rivals;
    private final LogOdds odds;

    /// @param directions of this model, which say where it is pushed and how long its stream is there
    public PushedOdds(ProbedModel model, World world, Directions directions, Extraction extraction, RankedPlan plan) {
        this.model = model;
        this.plan = plan;
        this.emotion = extraction.emotion();
        this.site = directions.steering(emotion).site();
        this.norm = directions.norm();
        this.rivals = plan.at(
                site,
                new Extractor(model, world, extraction),
                model.decoder().config().width());
        this.odds = new LogOdds(BlackmailQuery.of(world, plan.prompts(), plan.seed()), model.tokenizer());
    }

    /// Names of all directions that are to be pushed.
    public List<String> names() {
        return PushScores.names(rivals);
    }

    public PushScores.BothWays push(String direction) {
        double[] vector = vector(direction);
        return new PushScores.BothWays(direction, odds(vector, plan.strength()), odds(vector, -plan.strength()));
    }

    private double[] vector(String direction) {
        return direction.equals(Directions.SHUFFLED)
                ? rivals.shuffled().getFirst()
                : IntStream.range(0, rivals.random().size())
                        .filter(i -> SteeringPlan.random(i).equals(direction))
                        .mapToObj(rivals.random()::get)
                        .findFirst()
                        .orElseGet(() -> rivals.of(direction));
    }

    private List<Double> odds(double[] vector, double strength) {
        return odds(Steering.of(new Edit.Add(site, vector, strength, norm)));
    }

    private List<Double> odds(Tap edit) {
        return Arrays.stream(odds.of(model.decoder(), edit)).boxed().toList();
    }

    /// @param pushes of every direction of [#names()]
    public PushScores scores(List<PushScores.BothWays> pushes) {
        double[] gradient = odds.gradientOfAdding(model.decoder(), site);
        Ranking slopes = rivals.ranking(emotion, vector -> plan.strength() * norm * Vectors.dot(gradient, vector));
        return PushScores.of(plan.strength(), Sites.label(site), odds(Tap.NONE), pushes, slopes, emotion);
    }
}
