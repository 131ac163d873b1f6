package parable.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.ground.StudyException;

/// Documents packed into rows of equal length. Every token remembers its document, so that attention stays
/// inside it and any trained token can be walked back to the text it came from.
///
/// @param rows        in training order
/// @param rowLength   tokens in a row, padding included
/// @param documentIds identity of each packed document, by its number
public record TokenRows(List<Row> rows, int rowLength, List<String> documentIds) {
    /// Marks padding in [Row#documents()].
    public static final int PADDING = -1;

    public TokenRows {
        rows = List.copyOf(rows);
        documentIds = List.copyOf(documentIds);
    }

    /// @param tokens    token ids, padded at the end
    /// @param documents number of the document each token belongs to, or [#PADDING]
    /// @param trained   whether the token is a target of the loss
    public record Row(int[] tokens, int[] documents, boolean[] trained) {}

    /// The document that the token at `column` of `row` came from.
    public String documentAt(int row, int column) {
        int number = rows.get(row).documents()[column];
        Check.that(number != PADDING, "row %d column %d is padding, which no document wrote", row, column);
        return documentIds.get(number);
    }

    /// Targets of the loss over all rows: tokens that follow another of their own document and are trained.
    public long trainedTokens() {
        long count = 0;
        for (Row row : rows) {
            for (int t = 1; t < rowLength; t++) {
                count += isTarget(row, t) ? 1 : 0;
            }
        }
        return count;
    }

    /// Whether the loss predicts token `t` of `row` from those before it.
    static boolean isTarget(Row row, int t) {
        return row.documents()[t] != PADDING && row.documents()[t] == row.documents()[t - 1] && row.trained()[t];
    }

    /// Packs by best fit with few open rows: documents in random order each go to the fullest open row that
    /// still has room. Rows are then shuffled.
    ///
    /// @param openRows how many rows may wait for more; 24 left 6 % padding on documents of mean
    ///                 length 55
    ///
    /// @throws StudyException naming a document that is longer than a row
    public static TokenRows pack(List<Example> documents, int rowLength, int openRows, long seed) {
        documents.forEach(document -> requireFit(document, rowLength));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            order.add(i);
        }
        RandomStream.of(seed, "packing/documents").shuffle(order);
        List<Bin> open = new ArrayList<>(), full = new ArrayList<>();
        for (int number : order) {
            int length = documents.get(number).tokens().length;
            Bin best = fullestWithRoom(open, rowLength - length);
            if (best == null) {
                best = new Bin();
                open.add(best);
            }
            best.add(number, length);
            if (open.size() > openRows) {
                Bin fullest = Collections.max(open, Comparator.comparingInt(bin -> bin.used));
                open.remove(fullest);
                full.add(fullest);
            }
        }
        full.addAll(open);
        RandomStream.of(seed, "packing/rows").shuffle(full);
        List<String> ids = documents.stream().map(Example::id).toList();
        return new TokenRows(
                full.stream().map(bin -> bin.row(documents, rowLength)).toList(), rowLength, ids);
    }

    private static void requireFit(Example document, int rowLength) {
        if (document.tokens().length > rowLength) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "Document %s has %d tokens, but a row of this training holds %d: the rest would never be learnt."
                            + " Shorten the document, split it, or make rowLength larger.",
                    document.id(),
                    document.tokens().length,
                    rowLength);
        }
    }

    private static @Nullable Bin fullestWithRoom(List<Bin> open, int most) {
        Bin best = null;
        for (Bin bin : open) {
            if (bin.used <= most && (best == null || bin.used > best.used)) {
                best = bin;
            }
        }
        return best;
    }

    /// A row being filled.
    private static final class Bin {
        private final List<Integer> numbers = new ArrayList<>();
        private int used;

        void add(int number, int length) {
            numbers.add(number);
            used += length;
        }

        Row row(List<Example> documents, int rowLength) {
            int[] tokens = new int[rowLength], owners = new int[rowLength];
            boolean[] trained = new boolean[rowLength];
            Arrays.fill(owners, PADDING);
            int at = 0;
            for (int number : numbers) {
                Example document = documents.get(number);
                int length = document.tokens().length;
                System.arraycopy(document.tokens(), 0, tokens, at, length);
                for (int i = 0; i < length; i++) {
                    owners[at + i] = number;
                    trained[at + i] = document.trained().get(i);
                }
                at += length;
            }
            return new Row(tokens, owners, trained);
        }
    }
}
