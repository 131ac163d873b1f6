package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.ground.StudyException;
import parable.train.TokenRows.Row;

class TokenRowsTest {
    private static final int ROW = 64, OPEN = 8;
    private static final List<Example> DOCUMENTS = documents(500);

    private final TokenRows rows = TokenRows.pack(DOCUMENTS, ROW, OPEN, 1);

    @Test
    void everyDocumentOccursOnceAndWhole() {
        Set<String> found = new HashSet<>();
        for (int r = 0; r < rows.rows().size(); r++) {
            Row row = rows.rows().get(r);
            for (int start = 0; start < ROW && row.documents()[start] != TokenRows.PADDING; ) {
                Example document = DOCUMENTS.get(row.documents()[start]);
                int length = document.tokens().length;
                assertThat(Arrays.copyOfRange(row.tokens(), start, start + length))
                        .isEqualTo(Arrays.copyOf(document.tokens(), length));
                for (int t = start; t < start + length; t++) {
                    assertThat(rows.documentAt(r, t)).isEqualTo(document.id());
                    assertThat(row.trained()[t]).isEqualTo(document.trained().get(t - start));
                }
                assertThat(found.add(document.id())).as(document.id()).isTrue();
                start += length;
            }
        }
        assertThat(found).hasSize(DOCUMENTS.size());
    }

    @Test
    void rowsEndInPaddingThatBelongsToNoDocument() {
        int padding = 0;
        for (int r = 0; r < rows.rows().size(); r++) {
            Row row = rows.rows().get(r);
            assertThat(row.tokens()).hasSize(ROW);
            int column = ROW - 1;
            if (row.documents()[column] == TokenRows.PADDING) {
                int index = r;
                assertThatThrownBy(() -> rows.documentAt(index, column))
                        .hasMessage("row %d column 63 is padding, which no document wrote", r);
            }
            for (int t = 0; t < ROW; t++) {
                boolean isPadding = row.documents()[t] == TokenRows.PADDING;
                padding += isPadding ? 1 : 0;
                assertThat(isPadding && (row.trained()[t] || row.tokens()[t] != 0))
                        .isFalse();
            }
        }
        assertThat((double) padding / ROW / rows.rows().size()).isBetween(0.0, 0.1);
    }

    @Test
    void aDocumentLongerThanARowIsRefused() {
        List<Example> one = List.of(Example.whole("stories.jsonl:3", new int[ROW + 1]));
        assertThatThrownBy(() -> TokenRows.pack(one, ROW, OPEN, 1))
                .isInstanceOf(StudyException.class)
                .hasMessage(
                        "Document stories.jsonl:3 has 65 tokens, but a row of this training holds 64: the rest would"
                                + " never be learnt. Shorten the document, split it, or make rowLength larger.");
        assertThat(TokenRows.pack(one, ROW + 1, OPEN, 1).rows()).hasSize(1);
    }

    @Test
    void theSeedDecidesTheOrder() {
        assertThat(order(TokenRows.pack(DOCUMENTS, ROW, OPEN, 1))).isEqualTo(order(rows));
        assertThat(order(TokenRows.pack(DOCUMENTS, ROW, OPEN, 2))).isNotEqualTo(order(rows));
    }

    @Test
    void trainedTokensAreWhatTheBatchesCount() {
        long expected = DOCUMENTS.stream()
                .mapToLong(d -> d.trained().get(1, ROW).cardinality())
                .sum();
        assertThat(rows.trainedTokens()).isEqualTo(expected);
    }

    @Test
    void documentsOfOneTokenOrNoneFit() {
        TokenRows tiny = TokenRows.pack(
                List.of(Example.whole("a", new int[] {5}), Example.whole("none", new int[0])), 4, OPEN, 1);
        assertThat(tiny.rows()).hasSize(1);
        assertThat(tiny.documentAt(0, 0)).isEqualTo("a");
        assertThat(tiny.trainedTokens()).isZero();
        assertThat(TokenRows.pack(List.of(), 4, OPEN, 1).rows()).isEmpty();
    }

    private static List<List<Integer>> order(TokenRows rows) {
        return rows.rows().stream()
                .map(row -> Arrays.stream(row.documents()).boxed().toList())
                .toList();
    }

    /// Of 1 to a row of tokens; every third begins to be trained at its fifth token.
    private static List<Example> documents(int count) {
        RandomStream random = RandomStream.of(3, "documents");
        List<Example> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] tokens = new int[1 + random.below(ROW)];
            for (int t = 0; t < tokens.length; t++) {
                tokens[t] = 4 + random.below(90);
            }
            documents.add(Example.after("document-" + i, tokens, i % 3 == 0 ? 5 : 0));
        }
        return documents;
    }
}
