package parable.trace.search;

/// The longest run of tokens that two sequences share; the earliest of several in the text, then in the
/// document.
///
/// ```
/// l[i][j] = l[i-1][j-1] + 1 if text[i] = document[j], else 0          one row is kept
/// ```
///
/// @param inText     where it begins in the text
/// @param inDocument where it begins in the document
/// @param length     in tokens; 0 if they share none
record SharedRun(int inText, int inDocument, int length) {
    static SharedRun of(int[] text, int[] document) {
        SharedRun best = new SharedRun(0, 0, 0);
        int[] row = new int[document.length + 1];
        for (int i = 0; i < text.length; i++) {
            for (int j = document.length - 1; j >= 0; j--) {
                row[j + 1] = text[i] == document[j] ? row[j] + 1 : 0;
            }
            for (int j = 0; j < document.length; j++) {
                if (row[j + 1] > best.length) {
                    best = new SharedRun(i + 1 - row[j + 1], j + 1 - row[j + 1], row[j + 1]);
                }
            }
        }
        return best;
    }
}
