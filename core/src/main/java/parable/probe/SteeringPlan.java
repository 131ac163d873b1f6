package parable.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parable.ground.Check;

/// Which directions are pushed, how hard and how often.
///
/// @param strengths        sizes in residual norms; each is tried both ways
/// @param samples          rollouts of each direction and strength
/// @param randomDirections control directions of equal length
/// @param randomStrengths  sizes at which those are tried: where larger ones break the text, they show nothing
/// @param seed             of scenarios, sampling and random directions
public record SteeringPlan(
        List<Double> strengths, int samples, int randomDirections, List<Double> randomStrengths, long seed) {
    public SteeringPlan {
        strengths = List.copyOf(strengths);
        randomStrengths = List.copyOf(randomStrengths);
        Check.that(!strengths.isEmpty(), "steering needs at least one strength");
        for (double strength : strengths) {
            Check.that(
                    strength > 0 && strength <= Edit.Add.MOST,
                    "a strength counts residual norms, above 0 and up to %s, but was %s; each is tried both ways",
                    Edit.Add.MOST,
                    strength);
        }
        Check.that(
                strengths.containsAll(randomStrengths),
                "randomStrengths %s must be among the strengths %s, or the curves cannot be compared",
                randomStrengths,
                strengths);
        Check.that(samples > 0, "steering needs a positive number of samples, but was given %d", samples);
        Check.that(
                randomDirections >= 2, "a band needs 2 random directions or more, but was given %d", randomDirections);
    }

    /// One direction at one strength.
    ///
    /// @param vector name of a direction, or `random-7`; `none` for the unsteered model
    public record Cell(String vector, double strength) {
        static final String NONE = "none";

        boolean isRandom() {
            return vector.startsWith(RANDOM);
        }
    }

    private static final String RANDOM = "random-";

    static String random(int index) {
        return RANDOM + index;
    }

    /// Every cell, the unsteered model first.
    ///
    /// @param directions that are pushed, such as the watched feeling, its opposite and the shuffled one
    public List<Cell> cells(List<String> directions) {
        List<Cell> cells = new ArrayList<>(List.of(new Cell(Cell.NONE, 0)));
        directions.forEach(
                direction -> signed(strengths).forEach(strength -> cells.add(new Cell(direction, strength))));
        for (int i = 0; i < randomDirections; i++) {
            String name = random(i);
            signed(randomStrengths).forEach(strength -> cells.add(new Cell(name, strength)));
        }
        return cells;
    }

    private static List<Double> signed(List<Double> strengths) {
        return Stream.concat(strengths.stream().map(s -> -s), strengths.stream())
                .sorted()
                .toList();
    }
}
