package parable.teach;

/// A row once its draft is known.
///
/// @param fate KEPT where the row is in the arms; otherwise why it is in none
record DraftedRow(Row row, Fate fate) {
    boolean isUsable() {
        return fate == Fate.KEPT;
    }
}
