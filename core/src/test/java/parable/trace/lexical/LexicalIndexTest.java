package parable.trace.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.CorruptFileException;
import parable.ground.RandomStream;
import parable.ground.StudyException;
import parable.trace.lexical.LexicalIndex.Occurrence;

class LexicalIndexTest {
    private static final int QUERIES = 2_000;

    @TempDir
    private Path folder;

    @Test
    void twoThousandQueriesAreCountedAsByReadingEverything() {
        List<int[]> corpus = corpus(400, 60, 300);
        for (int shardTokens : new int[] {Integer.MAX_VALUE, 3_000}) {
            write(TokenWidth.U16, corpus, shardTokens);
            try (LexicalIndex index = LexicalIndex.open(folder)) {
                assertThat(index.shards()).isEqualTo(shardTokens == 3_000 ? 5 : 1);
                queries(corpus, 300)
                        .forEach(query -> assertThat(index.count(query))
                                .as(Arrays.toString(query))
                                .isEqualTo(naive(corpus, query).size()));
            }
        }
    }

    @Test
    void wideTokensAreCountedAsByReadingEverything() {
        List<int[]> corpus = corpus(100, 60, 200).stream()
                .map(document ->
                        IntStream.of(document).map(token -> token * 70_001).toArray())
                .toList();
        write(TokenWidth.U32, corpus, 1_500);
        try (LexicalIndex index = LexicalIndex.open(folder)) {
            for (int[] query : queries(corpus, 200)) {
                assertThat(index.count(query)).isEqualTo(naive(corpus, query).size());
            }
        }
    }

    @Test
    void everyPlaceIsFoundOnceAndInItsDocument() {
        List<int[]> corpus = corpus(200, 40, 8);
        write(TokenWidth.U16, corpus, 1_000);
        try (LexicalIndex index = LexicalIndex.open(folder)) {
            for (int[] query : queries(corpus, 8).subList(0, 300)) {
                List<String> found = index.locate(query, Integer.MAX_VALUE).stream()
                        .map(place ->
                                index.document(place.shard(), place.document()).id() + ":" + place.token())
                        .sorted()
                        .toList();
                assertThat(found)
                        .isEqualTo(naive(corpus, query).stream().sorted().toList());
            }
        }
    }

    @Test
    void periodicCorporaAreCountedExactly() {
        int[] constant = new int[500];
        int[] period = IntStream.range(0, 600).map(i -> i % 3).toArray();
        List<int[]> corpus = List.of(constant, period, constant);
        write(TokenWidth.U16, corpus, Integer.MAX_VALUE);
        try (LexicalIndex index = LexicalIndex.open(folder)) {
            for (int length = 1; length <= 500; length += 7) {
                int[] zeros = new int[length];
                int[] turns = IntStream.range(0, length).map(i -> (i + 1) % 3).toArray();
                assertThat(index.count(zeros)).isEqualTo(naive(corpus, zeros).size());
                assertThat(index.count(turns)).isEqualTo(naive(corpus, turns).size());
            }
            assertThat(index.longest(index.keys(new int[700]), 0, 700)).isEqualTo(500);
        }
    }

    @Test
    void someOfManyPlacesAreSpreadOverTheTable() {
        List<int[]> corpus = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            corpus.add(new int[] {5, i});
        }
        write(TokenWidth.U16, corpus, Integer.MAX_VALUE);
        try (LexicalIndex index = LexicalIndex.open(folder)) {
            assertThat(index.locate(new int[] {5}, 4))
                    .containsExactly(
                            new Occurrence(0, 0, 0),
                            new Occurrence(0, 25, 0),
                            new Occurrence(0, 50, 0),
                            new Occurrence(0, 75, 0));
        }
    }

    @Test
    void documentsComeBackAsTheyWere() {
        List<int[]> corpus = corpus(30, 20, 50);
        write(TokenWidth.U16, corpus, 100);
        try (LexicalIndex index = LexicalIndex.open(folder)) {
            assertThat(index.documents()).isEqualTo(30);
            assertThat(index.tokens())
                    .isEqualTo(corpus.stream().mapToInt(d -> d.length).sum());
            IndexedDocument first = index.document(0, 0);
            assertThat(first.id()).isEqualTo("d0");
            assertThat(first.tags()).containsExactly(Map.entry("genre", "diary\n\"ö\""));
            assertThat(first.tokens()).isEqualTo(corpus.getFirst());
        }
    }

    @Test
    void theFilesAreThoseThatInfiniGramReads() throws IOException {
        write(TokenWidth.U16, List.of(new int[] {1, 256}, new int[] {2}), Integer.MAX_VALUE);

        assertThat(Files.readAllBytes(folder.resolve("tokenized.0")))
                .containsExactly(0xFF, 0xFF, 1, 0, 0, 1, 0xFF, 0xFF, 2, 0);
        // by bytes: 256 is 00 01, then 1, 2 and the separators, of which "1 …" precedes "2"
        assertThat(Files.readAllBytes(folder.resolve("table.0"))).containsExactly(4, 2, 8, 0, 6);
        ByteBuffer offsets =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("offset.0"))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new long[] {offsets.getLong(), offsets.getLong()}).containsExactly(0, 6);
        assertThat(Files.readString(folder.resolve("unigram.0"))).isEqualTo("1 1\n2 1\n256 1\n65535 2\n");
        List<String> metadata = Files.readAllLines(folder.resolve("metadata.0"));
        assertThat(metadata)
                .first()
                .isEqualTo("{\"linenum\":0,\"metadata\":{\"id\":\"d0\",\"tags\":{\"genre\":\"diary\\n\\\"ö\\\"\"}},"
                        + "\"path\":\"\"}");
    }

    @Test
    void pointersTakeTheFewestBytesThatHoldThem() {
        assertThat(ShardWriter.pointerBytes(1)).isEqualTo(1);
        assertThat(ShardWriter.pointerBytes(256)).isEqualTo(1);
        assertThat(ShardWriter.pointerBytes(257)).isEqualTo(2);
        assertThat(ShardWriter.pointerBytes(1 << 16)).isEqualTo(2);
        assertThat(ShardWriter.pointerBytes((1 << 16) + 1)).isEqualTo(3);
        assertThat(ShardWriter.pointerBytes(1 << 24)).isEqualTo(3);
        assertThat(ShardWriter.pointerBytes((1 << 24) + 1)).isEqualTo(4);
        assertThat(ShardWriter.pointerBytes(1L << 32)).isEqualTo(4);
        assertThat(ShardWriter.pointerBytes((1L << 32) + 1)).isEqualTo(5);
    }

    @Test
    void anEmptyCorpusIsAnIndexThatHoldsNothing() {
        write(TokenWidth.U16, List.of(), 100);
        try (LexicalIndex index = LexicalIndex.open(folder)) {
            assertThat(index.count(3)).isZero();
            assertThat(index.longest(index.keys(new int[] {3, 4}), 0, 2)).isZero();
            assertThat(index.locate(new int[] {3}, 5)).isEmpty();
        }
    }

    @Test
    void everyCutOrFlippedFileIsRefused() throws IOException {
        List<int[]> corpus = corpus(50, 20, 50);
        write(TokenWidth.U16, corpus, Integer.MAX_VALUE);
        for (ShardFile kind : ShardFile.values()) {
            Path file = folder.resolve(kind.of(0));
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - 1));
            assertThatThrownBy(() -> LexicalIndex.open(folder))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContainingAll(kind.of(0), "bytes, but index.json says", "Delete the index's folder");
            byte[] flipped = whole.clone();
            flipped[whole.length / 2] ^= 4;
            Files.write(file, flipped);
            assertThatThrownBy(() -> LexicalIndex.open(folder))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContainingAll(kind.of(0), "CRC-32C");
            Files.delete(file);
            assertThatThrownBy(() -> LexicalIndex.open(folder))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("it is gone");
            Files.write(file, whole);
        }
        LexicalIndex.open(folder).close();
    }

    @Test
    void aFolderWithoutManifestIsNoIndex() throws IOException {
        write(TokenWidth.U16, corpus(5, 20, 50), 10);
        assertThat(LexicalIndex.isAt(folder, "test")).isTrue();
        assertThat(LexicalIndex.isAt(folder, "another")).isFalse();
        Files.delete(folder.resolve("index.json"));
        assertThat(LexicalIndex.isAt(folder, "test")).isFalse();
        assertThatThrownBy(() -> LexicalIndex.open(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("is no finished index: it has no index.json");
    }

    @Test
    void rebuildingLeavesNoOldShards() {
        write(TokenWidth.U16, corpus(50, 20, 50), 10);
        write(TokenWidth.U16, corpus(3, 20, 50), 1_000_000);
        assertThat(folder.toFile().list()).hasSize(ShardFile.values().length + 1);
    }

    @Test
    void tokensThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> write(TokenWidth.U16, List.of(new int[] {65_535}), 10))
                .hasMessage("token ids of an index of 2 bytes a token are from 0 to 65534, but was 65535");
    }

    private void write(TokenWidth width, List<int[]> corpus, int shardTokens) {
        Iterator<IndexedDocument> documents = IntStream.range(0, corpus.size())
                .mapToObj(i -> new IndexedDocument("d" + i, Map.of("genre", "diary\n\"ö\""), corpus.get(i)))
                .iterator();
        LexicalIndex.write(folder, "test", width, documents, shardTokens);
    }

    static List<int[]> corpus(int documents, int longest, int alphabet) {
        RandomStream random = RandomStream.of(3, "corpus");
        List<int[]> corpus = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            corpus.add(IntStream.generate(() -> random.below(1 + random.below(alphabet)))
                    .limit(1 + random.below(longest))
                    .toArray());
        }
        return corpus;
    }

    /// Half of them cut from the corpus, half of them random.
    private static List<int[]> queries(List<int[]> corpus, int alphabet) {
        RandomStream random = RandomStream.of(4, "queries");
        List<int[]> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            if (i % 2 == 0) {
                int[] document = random.pick(corpus);
                int from = random.below(document.length);
                int to = from + 1 + random.below(Math.min(12, document.length - from));
                queries.add(Arrays.copyOfRange(document, from, to));
            } else {
                int scale = IntStream.of(corpus.getFirst()).anyMatch(token -> token > 70_000) ? 70_001 : 1;
                queries.add(IntStream.generate(() -> scale * random.below(1 + random.below(alphabet)))
                        .limit(1 + random.below(4))
                        .toArray());
            }
        }
        return queries;
    }

    private static List<String> naive(List<int[]> corpus, int[] query) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < corpus.size(); i++) {
            int[] document = corpus.get(i);
            for (int at = 0; at + query.length <= document.length; at++) {
                if (Arrays.equals(document, at, at + query.length, query, 0, query.length)) {
                    found.add("d" + i + ":" + at);
                }
            }
        }
        return found;
    }
}
