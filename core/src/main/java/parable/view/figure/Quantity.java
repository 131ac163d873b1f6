package parable.view.figure;

/// What kind of number an axis or a cell holds, which decides how it is written.
public enum Quantity {
    /// A share in [0, 1], written as `.612`.
    SHARE,
    /// A signed difference of two shares, written as `+.03`.
    POINTS,
    /// Any other number, written with three significant digits.
    PLAIN
}
