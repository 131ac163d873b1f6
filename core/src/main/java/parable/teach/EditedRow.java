package parable.teach;

/// What an arm has in place of a draft.
///
/// @param fate KEPT where the edit is kept; otherwise why the draft is
record EditedRow(Row row, String text, Fate fate) {
    EditedRow with(Fate other) {
        return new EditedRow(row, text, other);
    }

    /// What the arm's row says.
    String standing() {
        return fate == Fate.KEPT ? text : row.text();
    }
}
