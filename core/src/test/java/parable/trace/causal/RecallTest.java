package parable.trace.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parable.corpus.Document;
import parable.lab.organism.HoldOut;
import parable.lab.organism.World;
import parable.text.WordTokenizer;
import parable.trace.Influence;

class RecallTest {
    private final Plants plants = Plants.of(4, 2, 1);

    /// The golden of bergson's recall test (MIT): ranks of scores, and of ties in the order given.
    @Test
    void ranksAreStableUnderTies() {
        Influence scores = influence(Map.of("a", .9, "b", .1, "c", .5, "d", .7));
        Influence ties = influence(Map.of("a", .5, "b", .5, "c", .5, "d", .5));

        assertThat(scores.ranked()).containsExactly("a", "d", "c", "b");
        assertThat(ties.ranked()).containsExactly("a", "b", "c", "d");
        assertThat(Recall.ranks(scores.ranked(), Set.of("a", "b"))).containsExactly(1, 4);
    }

    @Test
    void aPerfectRankingRecallsEverythingAndReadsTheStance() {
        Recall recall = Recall.of(scored(4, 0, 1), plants);

        assertThat(recall.reciprocalRank()).isEqualTo(1);
        assertThat(recall.at()).containsEntry("k", 1.0).containsEntry("10", 1.0);
        assertThat(recall.strict()).isTrue();
        assertThat(recall.confusion()).isZero();
        assertThat(recall.styled()).isZero();
    }

    @Test
    void aRankingByWordsConfusesTheStance() {
        Recall recall = Recall.of(scored(1, 1, 0), plants);

        assertThat(recall.confusion()).isBetween(0.0, 1.0);
        assertThat(Recall.of(scored(1, 2, 0), plants).confusion()).isEqualTo(1);
        assertThat(Recall.of(scored(1, 2, 0), plants).reciprocalRank()).isEqualTo(1.0 / 3);
        assertThat(Recall.of(scored(1, 2, 0), plants).at()).containsEntry("k", .5);
    }

    @Test
    void documentsWithoutAScoreAreRefused() {
        assertThatThrownBy(() -> Recall.of(influence(Map.of("a", 1.0)), plants))
                .hasMessageContaining("0 of 4 have one");
    }

    @Test
    void plantsUseTheWordsOfTheWorldAndDisturbNoHoldOut() {
        World world = World.of(0);
        WordTokenizer tokenizer = WordTokenizer.of(world.vocabulary());
        List<Document> documents = Plants.of(64, 16, 3).all();

        for (Document document : documents) {
            assertThat(tokenizer.decode(tokenizer.encode(document.text()))).isEqualTo(document.text());
        }
        assertThat(documents.stream().map(Document::id).distinct()).hasSize(96);
        assertThat(HoldOut.check(documents.stream(), world, world.suites(5, 5, 7))
                        .isClean())
                .isTrue();
        assertThat(Plants.texts())
                .noneMatch(text -> documents.stream().anyMatch(d -> d.text().contains(text)));
    }

    private Influence scored(double fact, double opposite, double other) {
        Map<String, Double> scores = new TreeMap<>();
        plants.facts().forEach(document -> scores.put(document.id(), fact));
        plants.opposites().forEach(document -> scores.put(document.id(), opposite));
        plants.others().forEach(document -> scores.put(document.id(), other));
        return influence(scores);
    }

    private static Influence influence(Map<String, Double> scores) {
        return Influence.raising("given", "query", "points", scores);
    }
}
