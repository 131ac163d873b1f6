package parable.stats;

import java.util.List;
import parable.ground.Check;

/// Yes-or-no trials of one unit, counted, such as all rollouts of one training seed or of one scenario.
///
/// @param k        graded trials with the property
/// @param n        graded trials
/// @param ungraded trials without a verdict; never counted as "no"
public record Trials(int k, int n, int ungraded) {
    public Trials {
        Check.that(k >= 0 && k <= n, "trials need 0 <= k <= n, but k=%d n=%d", k, n);
        Check.that(ungraded >= 0, "ungraded trials cannot be negative, but were %d", ungraded);
    }

    public static Trials of(int k, int n) {
        return new Trials(k, n, 0);
    }

    /// All trials of `parts` as if they were one unit. This forgets the clustering: use it for display counts
    /// only.
    public static Trials pooled(List<Trials> parts) {
        return parts.stream().reduce(of(0, 0), Trials::plus);
    }

    public Trials plus(Trials other) {
        return new Trials(k + other.k, n + other.n, ungraded + other.ungraded);
    }

    /// k / n.
    ///
    /// @throws IllegalArgumentException when nothing was graded
    public double rate() {
        Check.that(
                n > 0, "no trial was graded (%d ungraded), so there is no rate; drop this unit or grade it", ungraded);
        return (double) k / n;
    }

    /// Laplace's (k + 1) / (n + 2): never 0 or 1, so that its sampling variance is never 0.
    double shrunk() {
        return (k + 1.0) / (n + 2.0);
    }
}
