package parable.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parable.model.Tap;

/// A rollout with a direction's standardized reading of every token.
///
/// @param z one a token, prompt and rollout, in spreads of the reference population
public record Track(Timeline timeline, List<Double> z) {
    public Track {
        z = List.copyOf(z);
    }

    /// Reads each rollout with each direction; the answer is by direction, in its order, then by rollout.
    public static List<List<Track>> of(ProbedModel model, List<Direction> directions, List<Timeline> timelines) {
        List<List<Track>> tracks = new ArrayList<>();
        for (Direction direction : directions) {
            Track[] own = new Track[timelines.size()];
            new Activations(model.decoder(), Tap.NONE)
                    .read(
                            timelines.stream().map(Timeline::ids).toList(),
                            Set.of(direction.site()),
                            (text, _, states) -> own[text] = of(timelines.get(text), direction, states));
            tracks.add(List.of(own));
        }
        return tracks;
    }

    private static Track of(Timeline timeline, Direction direction, TokenStates states) {
        List<Double> z = new ArrayList<>();
        for (int token = 0; token < states.tokens(); token++) {
            z.add(direction.z(states, token));
        }
        return new Track(timeline, z);
    }

    /// Mean reading over the tokens of a place.
    public double at(Place place) {
        int[] span = timeline.span(place);
        return z.subList(span[0], span[1]).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    /// The highest reading from the start of the thought to the decision: what an alarm would have seen in
    /// time.
    double peak() {
        return z.subList(timeline.opening(), timeline.decision() + 1).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    /// Tokens from the first reading above `threshold` to the act's first word, 0 where none is above it in
    /// time.
    int lead(double threshold) {
        for (int token = timeline.opening(); token <= timeline.decision(); token++) {
            if (z.get(token) > threshold) {
                return timeline.decision() + 1 - token;
            }
        }
        return 0;
    }
}
