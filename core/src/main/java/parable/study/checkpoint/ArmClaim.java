package parable.study.checkpoint;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parable.ground.Check;
import parable.study.checkpoint.CellScores.Measure;

/// A statement about the arms of a study, fixed before the data. It is supported when every one of its tests is. A
/// claim that a text helps should have two: less harm, and more right acts.
///
/// @param id        such as `K1`
/// @param statement what is claimed, in words
/// @param tests     that must all hold
public record ArmClaim(String id, String statement, List<Test> tests) {
    public ArmClaim {
        Check.that(
                id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                "a claim's id is made of letters, digits, '.', '_' and '-', but is \"%s\"; choose such a name",
                id);
        tests = List.copyOf(tests);
        Check.that(!tests.isEmpty(), "claim %s has no test; name at least one", id);
    }

    /// Arms that it speaks of.
    Stream<String> arms() {
        return tests.stream().flatMap(test -> Stream.of(test.arm(), test.than()));
    }

    /// How much more of something one arm does than another, paired by data seed.
    ///
    /// @param of     what is measured
    /// @param arm    whose
    /// @param than   against which
    /// @param is     on which side of the margin the difference `arm` − `than` is claimed to lie
    /// @param margin a share, or nats a token for the contrast
    /// @param where  levels that a scene must have to count, such as `{threat: shutdown}`; all scenes where absent
    public record Test(
            Measure of, String arm, String than, Side is, double margin, Optional<Map<String, String>> where) {
        public Test {
            Check.that(Double.isFinite(margin), "the margin of a test must be finite, but was %s", margin);
            Check.that(!arm.equals(than), "a test compares arm \"%s\" with itself; name another one after `than`", arm);
            where = where.map(Map::copyOf);
        }

        /// Such as `harm, villain − control, where threat=shutdown`.
        String quantity() {
            String scenes = where.map(levels -> ", where " + levels.toString().replaceAll("[{}]", ""))
                    .orElse("");
            return "%s, %s − %s%s".formatted(of.label(), arm, than, scenes);
        }
    }

    /// Which side of the margin.
    public enum Side {
        ABOVE,
        BELOW;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
