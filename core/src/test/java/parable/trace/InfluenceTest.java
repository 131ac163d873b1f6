package parable.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parable.ground.Json;
import parable.trace.Influence.Sign;

class InfluenceTest {
    private final Influence influence =
            Influence.raising("hand", "blackmail", "nats", scores("b", 1.0, "a", 1.0, "c", 3.0, "d", -1.0));

    @Test
    void ranksFromTheStrongestRaiserDownAndEqualOnesById() {
        assertThat(influence.ranked()).containsExactly("c", "a", "b", "d");
        assertThat(influence.top(2)).containsExactly("c", "a");
    }

    @Test
    void lossSignedScoresRankTheOtherWayRound() {
        Influence loss = new Influence("hand", "blackmail", Sign.POSITIVE_LOWERS, "nats", influence.scores());

        assertThat(loss.ranked()).containsExactly("d", "a", "b", "c");
        assertThat(loss.raising().of("c")).isEqualTo(-3);
    }

    @Test
    void standardizedScoresHaveMeanZeroAndVarianceOne() {
        Map<String, Double> z = influence.standardized().scores();

        assertThat(z.values().stream().mapToDouble(v -> v).sum()).isCloseTo(0, within(1e-12));
        assertThat(z.values().stream().mapToDouble(v -> v * v).sum()).isCloseTo(4, within(1e-12));
    }

    @Test
    void separationIsTheChanceThatAWantedOneScoresHigher() {
        assertThat(influence.separation(Set.of("c", "a")).value()).isEqualTo(3.5 / 4);
    }

    @Test
    void asksForFiniteScoresOfKnownDocuments() {
        assertThatThrownBy(() -> influence.of("x")).hasMessageContaining("scored 4 documents, but not x");
        assertThatThrownBy(() -> Influence.raising("hand", "q", "nats", Map.of("a", Double.NaN)))
                .hasMessageContaining("document a the score NaN");
    }

    @Test
    void survivesJson() {
        assertThat(Json.read(Json.line(influence), Influence.class)).isEqualTo(influence);
    }

    private static Map<String, Double> scores(Object... pairs) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            scores.put((String) pairs[i], (Double) pairs[i + 1]);
        }
        return scores;
    }
}
