package parable;

/// A fixture: Markdown comments of every shape that a formatter might want to improve.
///
/// ```
/// share = k / n          aligned   on   purpose
///     indented
/// ```
///
/// - a list item
///   with a second line
///     - a nested one
///
/// | column | other |
/// |--------|------:|
/// | a      |     1 |
///
/// <pre>  kept   as  is </pre>
final class MarkdownComments {
    private MarkdownComments() {}

    /// Short
    /// lines
    /// stay.
    /// @param k  two spaces, then the text
    /// @param n  the same
    static double share(int k, int n) {
        double all = n;

        return k / all;
    }
}
