package parable.generate;

import java.util.Set;
import parable.ground.Check;

/// How tokens are chosen.
///
/// @param temperature divides the logits; 0 always takes the likeliest token
/// @param maxTokens   most tokens written
/// @param stopToken   ends a text when it is written
/// @param banned      tokens never written, such as padding
public record Sampling(double temperature, int maxTokens, int stopToken, Set<Integer> banned) {
    public Sampling {
        Check.that(temperature >= 0, "temperature must not be negative, but was %s", temperature);
        Check.that(maxTokens > 0, "maxTokens must be positive, but was %d", maxTokens);
        banned = Set.copyOf(banned);
    }

    public Sampling greedy() {
        return new Sampling(0, maxTokens, stopToken, banned);
    }
}
