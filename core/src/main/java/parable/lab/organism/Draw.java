package parable.lab.organism;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.ground.RandomStream;

/// Which random stream the rollouts of a scenario are drawn from.
///
/// @param seed     of the evaluation
/// @param scenario its id
record Draw(long seed, String scenario) {
    private static final Pattern TEXT = Pattern.compile("seed (-?\\d{1,18}), (.+)", Pattern.DOTALL);

    /// Such as `seed 7, leverage-0017`.
    String text() {
        return "seed %d, %s".formatted(seed, scenario);
    }

    /// Empty for a text that is none of these.
    static Optional<Draw> of(String text) {
        Matcher draw = TEXT.matcher(text);
        return draw.matches() ? Optional.of(new Draw(Long.parseLong(draw.group(1)), draw.group(2))) : Optional.empty();
    }

    long seed(int sample) {
        return RandomStream.of(seed, "rollout/" + scenario, sample).nextLong();
    }
}
