package parable.generate;

import java.util.List;
import java.util.Set;
import parable.ground.Check;

/// How tokens are drawn and what ends a text.
///
/// @param temperature divides the logits; 0 always takes the likeliest token, the first of equals
/// @param topP        share of probability kept, in (0, 1]: the smallest set of likeliest tokens that
///                    reaches it ([Holtzman et al. 2020](https://arxiv.org/abs/1904.09751), section 3.1); 1
///                    keeps all
/// @param maxTokens   most tokens drawn
/// @param stopTokens  each ends a text when it is drawn, and is left out of it
/// @param stopTexts   each ends a text where it would begin
/// @param banned      tokens never drawn, such as padding
public record Sampling(
        double temperature,
        double topP,
        int maxTokens,
        Set<Integer> stopTokens,
        List<String> stopTexts,
        Set<Integer> banned) {
    public Sampling {
        Check.that(temperature >= 0, "temperature must not be negative, but was %s", temperature);
        Check.that(topP > 0 && topP <= 1, "top p lies in (0, 1], but was %s", topP);
        Check.that(maxTokens > 0, "maxTokens must be positive, but was %d", maxTokens);
        Check.that(stopTexts.stream().noneMatch(String::isEmpty), "a stop text must not be empty");
        stopTokens = Set.copyOf(stopTokens);
        stopTexts = List.copyOf(stopTexts);
        banned = Set.copyOf(banned);
    }

    /// From the whole distribution, ended by one token.
    public Sampling(double temperature, int maxTokens, int stopToken, Set<Integer> banned) {
        this(temperature, 1, maxTokens, Set.of(stopToken), List.of(), banned);
    }

    public Sampling greedy() {
        return new Sampling(0, 1, maxTokens, stopTokens, stopTexts, banned);
    }
}
