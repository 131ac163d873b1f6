package parable.probe;

import parable.ground.Check;
import parable.ground.Hash;
import parable.model.Site;

/// A unit vector at one site of one model, with what it was made of.
///
/// @param name      what it represents, such as `desperate`, or `random-7`
/// @param site      where it was made
/// @param vector    of length 1, of the model's width
/// @param madeOf    hash of the model, the texts, the way of extraction and the site
/// @param reference its readings over the tokens of the reference population, by which readings are
///     standardized
public record Direction(String name, Site site, double[] vector, String madeOf, Scale reference) {
    private static final double TOLERANCE = 1e-9;

    public Direction {
        double norm = Vectors.norm(vector);
        Check.that(Math.abs(norm - 1) < TOLERANCE, "a direction has length 1, but \"%s\" has %s", name, norm);
    }

    /// Hash of everything that makes its readings: what it was made of, its numbers and its reference.
    public String identity() {
        StringBuilder numbers = new StringBuilder();
        for (double number : vector) {
            numbers.append(Double.toHexString(number)).append(' ');
        }
        return Hash.brief(name, Sites.label(site), madeOf, numbers, reference);
    }

    /// `z = (v · h - μ) / σ` of one token, μ and σ over the reference population.
    public double z(TokenStates states, int token) {
        return reference.standardized(states.dot(token, vector));
    }
}
