package parable.audit.claims;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import parable.stats.Multiplicity;

/// How the error of several claims is bounded together.
public enum Adjustment {
    /// The chance of any wrong verdict of a kind is at most the level; [Multiplicity#holm].
    HOLM,
    /// The same, each claim at its share of the level, whatever the others show.
    BONFERRONI,
    /// Every claim at its own level.
    NONE;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// p-values that are compared with the level as they are.
    List<Double> adjusted(List<Double> p) {
        return switch (this) {
            case HOLM -> p.size() == 1 ? p : Multiplicity.holm(p);
            case BONFERRONI ->
                p.stream().map(value -> Math.min(1, p.size() * value)).toList();
            case NONE -> p;
        };
    }

    /// The level at which the `i`-th of these p-values was tested itself.
    double share(List<Double> p, int i, double level) {
        return switch (this) {
            case HOLM ->
                level / (p.size() - p.stream().filter(other -> other < p.get(i)).count());
            case BONFERRONI -> level / p.size();
            case NONE -> level;
        };
    }
}
