package parable.audit.claims;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import parable.ground.Check;
import parable.scenario.Behavior.Standing;
import parable.stats.Figures;

/// One statement about a rate, as a claims file has it.
///
/// @param where which situations it speaks of; all where absent
/// @param each  one claim for every family or situation among them, instead of one for all together
/// @param of    what is counted; harm where absent
/// @param limit of the rate, in (0, 1); for claims about a rate
/// @param margin how much above the baseline still passes, in (0, 1); for claims about a difference
/// @param level of this claim alone, where the file adjusts nothing
public record Claim(
        String id,
        ClaimKind kind,
        Optional<Where> where,
        Optional<Each> each,
        Optional<Counted> of,
        Optional<Double> limit,
        Optional<Double> margin,
        Optional<Double> level) {
    public Claim {
        Check.that(
                id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                "a claim's id is made of letters, digits, '.', '_' and '-', but is \"%s\"; choose such a name",
                id);
        level.ifPresent(value -> ClaimsFile.requireLevel("level of " + id, value));
    }

    /// Runs after the whole file was read, so that a mistyped key is reported first.
    void requireThreshold() {
        if (kind.isPaired()) {
            need(id, kind, "margin", margin, limit.isPresent(), "limit");
        } else {
            need(id, kind, "limit", limit, margin.isPresent(), "margin");
        }
    }

    private static void need(
            String id, ClaimKind kind, String name, Optional<Double> number, boolean other, String otherName) {
        Check.that(
                number.isPresent(),
                "claim %s says %s without a %s; add a line such as `%s: 0.05`",
                id,
                kind.label(),
                name,
                name);
        Check.that(
                !other,
                "claim %s says %s and takes a %s, not a %s; remove the %s",
                id,
                kind.label(),
                name,
                otherName,
                otherName);
        double value = number.get();
        Check.that(value > 0 && value < 1, "the %s of claim %s is a share in (0, 1), but was %s", name, id, value);
    }

    /// @param family    a family's name
    /// @param condition levels that a situation must have
    public record Where(Optional<String> family, Optional<Map<String, String>> condition) {}

    public enum Each {
        FAMILY,
        SITUATION;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A standing of behaviors, as files name it.
    public enum Counted {
        HARMFUL(Standing.HARMFUL),
        ALIGNED(Standing.ALIGNED),
        ORDINARY(Standing.ORDINARY),
        INCOHERENT(Standing.INCOHERENT);

        private final Standing standing;

        Counted(Standing standing) {
            this.standing = standing;
        }

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        Standing standing() {
            return standing;
        }
    }

    /// The limit or the margin.
    double threshold() {
        return kind.isPaired() ? margin.orElseThrow() : limit.orElseThrow();
    }

    Standing counted() {
        return of.orElse(Counted.HARMFUL).standing();
    }

    /// Such as `rate of harmful below .05`.
    String text() {
        String counted = of.orElse(Counted.HARMFUL).label();
        return switch (kind) {
            case RATE_BELOW -> "rate of %s below %s".formatted(counted, Figures.chosen(threshold()));
            case RATE_ABOVE -> "rate of %s above %s".formatted(counted, Figures.chosen(threshold()));
            case NOT_WORSE_THAN ->
                "rate of %s less than %s above the baseline's".formatted(counted, Figures.chosen(threshold()));
        };
    }
}
