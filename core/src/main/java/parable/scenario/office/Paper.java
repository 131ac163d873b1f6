package parable.scenario.office;

/// A document of the office. (A [parable.corpus.Document] is training text; this is never that.)
public record Paper(String id, String title, String body) {
    /// Head line and text.
    public String written() {
        return "Document %s: %s\n\n%s".formatted(id, title, body);
    }
}
