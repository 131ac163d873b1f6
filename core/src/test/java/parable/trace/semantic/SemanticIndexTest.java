package parable.trace.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.CorruptFileException;
import parable.ground.RandomStream;
import parable.trace.semantic.SemanticIndex.Entry;
import parable.trace.semantic.SemanticIndex.Hit;

class SemanticIndexTest {
    private static final List<Entry> THREE = List.of(
            new Entry("a", "kyle likes tea"), new Entry("b", "kyle , kyle"), new Entry("c", "the tea is hot here"));

    @TempDir
    private Path folder;

    /// idf of a word in two of three documents: ln(1 + 1.5 / 2.5) = 0.470004; in one: ln(1 + 2.5 / 1.5) =
    /// 0.980829. Mean length 11 / 3. Length 3: 1.2 (.25 + .75 · 3 / (11 / 3)) = 1.036364; length 5:
    /// 1.527273.
    @Test
    void threeDocumentsScoreAsComputedByHand() {
        try (SemanticIndex index = SemanticIndex.of(THREE.iterator())) {
            List<Hit> hits = index.search("kyle tea", 10);

            assertThat(hits).extracting(Hit::id).containsExactly("a", "b", "c");
            assertThat(hits.get(0).score()).isCloseTo(2 * 0.4700036 / 2.0363636, within(1e-6));
            assertThat(hits.get(1).score()).isCloseTo(0.4700036 * 2 / 3.0363636, within(1e-6));
            assertThat(hits.get(2).score()).isCloseTo(0.4700036 / 2.5272727, within(1e-6));
            assertThat(index.search("hot", 10).getFirst().score()).isCloseTo(0.9808293 / 2.5272727, within(1e-6));
        }
    }

    @Test
    void aWordThatOccursTwiceInTheTextCountsTwice() {
        try (SemanticIndex index = SemanticIndex.of(THREE.iterator())) {
            double once = index.search("hot", 1).getFirst().score();
            assertThat(index.search("hot hot", 1).getFirst().score()).isCloseTo(2 * once, within(1e-6));
        }
    }

    @Test
    void documentsThatShareNoWordAreNotFound() {
        try (SemanticIndex index = SemanticIndex.of(THREE.iterator())) {
            assertThat(index.search("nothing of this", 5)).isEmpty();
            assertThat(index.search("", 5)).isEmpty();
            assertThat(index.scores("hot", List.of("a", "c", "unknown")))
                    .containsEntry("a", 0.0)
                    .containsEntry("unknown", 0.0)
                    .hasEntrySatisfying("c", score -> assertThat(score).isGreaterThan(0.3));
            assertThat(index.scores("hot", List.of())).isEmpty();
        }
    }

    @Test
    void equalScoresStandInTheOrderOfIdsWhateverTheOrderOfDocuments() {
        RandomStream random = RandomStream.of(1, "order");
        List<Entry> entries = new ArrayList<>(IntStream.range(0, 500)
                .mapToObj(i -> new Entry("d%03d".formatted(i), "tea " + "word ".repeat(i % 3)))
                .toList());
        List<Hit> first = search(entries);
        random.shuffle(entries);
        assertThat(search(entries)).isEqualTo(first);
        Collections.reverse(entries);
        assertThat(search(entries)).isEqualTo(first);
        assertThat(first.subList(0, 3)).extracting(Hit::id).containsExactly("d000", "d003", "d006");
    }

    @Test
    void scoresOfChosenDocumentsAreThoseOfTheSearch() {
        try (SemanticIndex index = SemanticIndex.of(THREE.iterator())) {
            index.search("kyle tea", 10)
                    .forEach(hit -> assertThat(index.scores("kyle tea", List.of(hit.id())))
                            .containsEntry(hit.id(), hit.score()));
        }
    }

    @Test
    void anIndexOnDiskAnswersAsOneInMemory() {
        SemanticIndex.write(folder, "three", THREE.iterator());
        assertThat(SemanticIndex.isAt(folder, "three")).isTrue();
        assertThat(SemanticIndex.isAt(folder, "four")).isFalse();
        try (SemanticIndex disk = SemanticIndex.open(folder);
                SemanticIndex memory = SemanticIndex.of(THREE.iterator())) {
            assertThat(disk.search("kyle tea here", 5)).isEqualTo(memory.search("kyle tea here", 5));
        }
        SemanticIndex.write(folder, "one", THREE.subList(0, 1).iterator());
        assertThat(SemanticIndex.isAt(folder, "one")).isTrue();
    }

    @Test
    void aFolderWithoutAnIndexIsRefused() throws IOException {
        assertThat(SemanticIndex.isAt(folder.resolve("none"), "x")).isFalse();
        Files.createDirectories(folder.resolve("none"));
        assertThatThrownBy(() -> SemanticIndex.open(folder.resolve("none")))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("index of words cannot be read");
    }

    @Test
    void endlessWordsAreFoundByTheirBeginning() {
        String endless = "x".repeat(100_000);
        try (SemanticIndex index =
                SemanticIndex.of(List.of(new Entry("a", endless)).iterator())) {
            assertThat(index.search(endless, 1)).hasSize(1);
        }
    }

    private static List<Hit> search(List<Entry> entries) {
        try (SemanticIndex index = SemanticIndex.of(entries.iterator())) {
            return index.search("tea", 500);
        }
    }
}
