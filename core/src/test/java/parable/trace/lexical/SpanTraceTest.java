package parable.trace.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.RandomStream;
import parable.trace.lexical.SpanTrace.Span;

class SpanTraceTest {
    private static final SpanTrace ALL = new SpanTrace(1, 1, 10, Set.of());

    @TempDir
    private Path folder;

    @Test
    void maximalSpansAreThoseThatNoLongerRunHolds() {
        try (LexicalIndex index = index(new int[] {1, 2, 3, 4}, new int[] {3, 4, 5}, new int[] {9})) {
            List<Span> spans = ALL.of(new int[] {1, 2, 3, 4, 5, 7, 9}, index);

            assertThat(spans).extracting(Span::start).containsExactly(0, 2, 6);
            assertThat(spans).extracting(Span::end).containsExactly(4, 5, 7);
            assertThat(spans).extracting(Span::count).containsExactly(1L, 1L, 1L);
        }
    }

    @Test
    void randomTextsHaveTheSpansThatReadingEverythingFinds() {
        List<int[]> corpus = LexicalIndexTest.corpus(150, 30, 12);
        RandomStream random = RandomStream.of(5, "texts");
        for (int shardTokens : new int[] {Integer.MAX_VALUE, 500}) {
            try (LexicalIndex index = index(shardTokens, corpus.toArray(int[][]::new))) {
                for (int trial = 0; trial < 100; trial++) {
                    int[] text =
                            IntStream.generate(() -> random.below(13)).limit(40).toArray();
                    List<String> found = ALL.maximal(text, index).stream()
                            .map(span -> span.start() + "-" + span.end())
                            .toList();
                    assertThat(found).isEqualTo(naive(corpus, text));
                }
            }
        }
    }

    @Test
    void onlyTheLeastLikelySpansAreKept() {
        int[] common = new int[400];
        try (LexicalIndex index = index(common, new int[] {1, 2}, new int[] {3})) {
            int[] text = new int[] {0, 0, 0, 9, 1, 2, 9, 3, 9, 0, 9, 0, 9, 0, 9, 0, 9, 0, 9, 0};

            List<Span> kept = SpanTrace.DEFAULT.of(text, index);

            assertThat(kept).hasSize(1); // ceil(.05 · 20)
            assertThat(kept.getFirst().start()).isEqualTo(4);
            double token = Math.log(1.0 / 406); // 403 words and three separators
            assertThat(kept.getFirst().logShare()).isCloseTo(2 * token, within(1e-12));
        }
    }

    @Test
    void delimitersOnlyEndSpans() {
        try (LexicalIndex index = index(new int[] {1, 2, 8, 3, 4, 8})) {
            List<Span> spans = new SpanTrace(1, 1, 10, Set.of(8)).of(new int[] {1, 2, 8, 3, 4, 8}, index);

            assertThat(spans).extracting(Span::start).containsExactly(0, 3);
            assertThat(spans).extracting(Span::end).containsExactly(3, 6);
        }
    }

    @Test
    void aDocumentIsNamedOnceForASpan() {
        try (LexicalIndex index = index(new int[] {1, 2, 1, 2, 1, 2}, new int[] {1, 2})) {
            Span span = ALL.of(new int[] {1, 2, 9}, index).getFirst();

            assertThat(span.count()).isEqualTo(4);
            assertThat(span.places())
                    .extracting(LexicalIndex.Occurrence::document)
                    .containsExactlyInAnyOrder(0, 1);
        }
    }

    @Test
    void noTextHasNoSpans() {
        try (LexicalIndex index = index(new int[] {1})) {
            assertThat(ALL.of(new int[0], index)).isEmpty();
        }
    }

    private LexicalIndex index(int[]... documents) {
        return index(Integer.MAX_VALUE, documents);
    }

    private LexicalIndex index(int shardTokens, int[]... documents) {
        LexicalIndex.write(
                folder,
                "test",
                TokenWidth.U16,
                IntStream.range(0, documents.length)
                        .mapToObj(i -> new IndexedDocument("d" + i, Map.of(), documents[i]))
                        .iterator(),
                shardTokens);
        return LexicalIndex.open(folder);
    }

    private static List<String> naive(List<int[]> corpus, int[] text) {
        List<String> spans = new ArrayList<>();
        int reached = 0;
        for (int start = 0; start < text.length; start++) {
            int end = start;
            while (end < text.length && holds(corpus, Arrays.copyOfRange(text, start, end + 1))) {
                end++;
            }
            if (end > Math.max(reached, start)) {
                spans.add(start + "-" + end);
                reached = end;
            }
        }
        return spans;
    }

    private static boolean holds(List<int[]> corpus, int[] query) {
        return corpus.stream()
                .anyMatch(document -> IntStream.rangeClosed(0, document.length - query.length)
                        .anyMatch(at -> Arrays.equals(document, at, at + query.length, query, 0, query.length)));
    }
}
