package parable.trace.search;

import java.util.ArrayList;
import java.util.List;

/// Which documents a text may come from: which share its exact words, what they are about, and, where
/// a run has measured it, how much they move the behavior. Words are likeness, not cause: only a tested
/// effect is.
///
/// @param spans     kept runs of the text, in its order
/// @param documents each method's first in turn: longest run, best BM25, strongest gradient
/// @param columns   what the numbers of the documents are, in the order lexical, semantic, gradient, tested
///     effect
public record Trace(
        TracedText text,
        Searched searched,
        List<Column> columns,
        List<TracedSpan> spans,
        List<TracedDocument> documents) {
    public Trace {
        columns = List.copyOf(columns);
        spans = List.copyOf(spans);
        documents = List.copyOf(documents);
    }

    static final String TESTED = "tested effect";

    /// The same with what retraining found out about a group of documents; the others keep what they have.
    public Trace with(TestedGroup group) {
        List<Column> told = new ArrayList<>(columns.subList(0, columns.size() - 1));
        told.add(new Column(TESTED, group.unit(), group.method(), true));
        List<TracedDocument> tested = documents.stream()
                .map(document -> group.holds(document.tags()) ? document.withTested(group.effect()) : document)
                .toList();
        return new Trace(text, searched, told, spans, tested);
    }

    /// What was searched.
    ///
    /// @param name     of the corpus
    /// @param identity of its documents and of how they became words
    /// @param words    in all
    public record Searched(String name, String identity, long documents, long words) {}

    /// Whether a kept span holds this word of the text.
    public boolean marks(int word) {
        return spans.stream().anyMatch(span -> span.run().holds(word));
    }
}
