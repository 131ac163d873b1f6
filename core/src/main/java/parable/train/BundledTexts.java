package parable.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import parable.model.TextBundle;
import parable.train.TokenRows.Row;

/// What some packed rows teach: their documents, longest first, bundled by length.
///
/// A document ends before its last target, which nothing reads, and one without targets is left out.
///
/// @param ids     tokens of all bundles, padded with 0, and spare ones at the end
/// @param bundles of all tokens but the spare ones, in order
/// @param places  tokens whose next one is learnt, ascending
/// @param targets those next ones
/// @param origins where those lie in the rows: row times row length plus column
record BundledTexts(int[] ids, List<TextBundle> bundles, int[] places, int[] targets, int[] origins) {
    /// Padded tokens that cost as much as one more bundle.
    private static final int BUNDLE = 12;

    /// Tokens of a pass are a multiple of this: kernels multiply whole blocks of rows, and what they prepare for a
    /// number of rows serves again. Measured with 560 to 640 rows: a tenth of a product's time.
    private static final int BLOCK = 8;

    /// Bundles larger than this are not looked for.
    private static final int MOST_TEXTS = 512;

    /// A document in its row.
    ///
    /// @param origin of its first token
    /// @param length tokens up to its last target, which is not counted
    private record Piece(Row row, int start, int origin, int length) {}

    static BundledTexts of(List<Row> rows) {
        List<Piece> pieces = new ArrayList<>();
        int origin = 0;
        for (Row row : rows) {
            cut(row, origin, pieces);
            origin += row.tokens().length;
        }
        pieces.sort(Comparator.comparingInt(Piece::length).reversed());
        return laid(pieces, bundles(pieces));
    }

    /// How many targets count.
    int trained() {
        return places.length;
    }

    private static void cut(Row row, int origin, List<Piece> pieces) {
        int start = 0, last = 0;
        for (int t = 1; t <= row.documents().length; t++) {
            boolean ends = t == row.documents().length || row.documents()[t] != row.documents()[t - 1];
            if (ends && last > start) {
                pieces.add(new Piece(row, start, origin + start, last - start));
            }
            if (ends) {
                start = t;
            } else if (TokenRows.isTarget(row, t)) {
                last = t;
            }
        }
    }

    /// The cheapest cuts of pieces in order: a bundle costs its padded tokens and [#BUNDLE] more.
    private static List<TextBundle> bundles(List<Piece> pieces) {
        int n = pieces.size();
        long[] cost = new long[n + 1];
        int[] from = new int[n + 1];
        for (int end = 1; end <= n; end++) {
            cost[end] = Long.MAX_VALUE;
            for (int start = Math.max(0, end - MOST_TEXTS); start < end; start++) {
                long sum = cost[start]
                        + BUNDLE
                        + (long) (end - start) * pieces.get(start).length();
                if (sum < cost[end]) {
                    cost[end] = sum;
                    from[end] = start;
                }
            }
        }
        List<TextBundle> bundles = new ArrayList<>();
        int first = 0;
        for (int cut : cuts(from, n)) {
            int length = pieces.get(from[cut]).length();
            bundles.add(new TextBundle(first, cut - from[cut], length));
            first += (cut - from[cut]) * length;
        }
        return bundles;
    }

    private static List<Integer> cuts(int[] from, int n) {
        List<Integer> cuts = new ArrayList<>();
        for (int end = n; end > 0; end = from[end]) {
            cuts.add(end);
        }
        return cuts.reversed();
    }

    private static BundledTexts laid(List<Piece> pieces, List<TextBundle> bundles) {
        int size = bundles.stream().mapToInt(b -> b.texts() * b.length()).sum();
        int[] ids = new int[Math.ceilDiv(size, BLOCK) * BLOCK], targets = new int[size], origins = new int[size];
        Arrays.fill(targets, -1);
        int piece = 0;
        for (TextBundle bundle : bundles) {
            for (int text = 0; text < bundle.texts(); text++) {
                lay(pieces.get(piece++), bundle.first() + text * bundle.length(), ids, targets, origins);
            }
        }
        int[] places = IntStream.range(0, size).filter(at -> targets[at] >= 0).toArray();
        return new BundledTexts(
                ids,
                bundles,
                places,
                Arrays.stream(places).map(at -> targets[at]).toArray(),
                Arrays.stream(places).map(at -> origins[at]).toArray());
    }

    private static void lay(Piece piece, int at, int[] ids, int[] targets, int[] origins) {
        System.arraycopy(piece.row().tokens(), piece.start(), ids, at, piece.length());
        for (int t = 1; t <= piece.length(); t++) {
            if (TokenRows.isTarget(piece.row(), piece.start() + t)) {
                targets[at + t - 1] = piece.row().tokens()[piece.start() + t];
                origins[at + t - 1] = piece.origin() + t;
            }
        }
    }
}
