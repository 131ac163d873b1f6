package parable.trace.search;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A document of a trace with every answer about it.
///
/// @param tags     what is known about it, such as genre, portrayal and the stage that trained on it
/// @param excerpt  of its words, around the run
/// @param run      the longest run of the traced text that the document contains; empty if it shares no word
/// @param semantic BM25 of the document for prompt and text
/// @param gradient score of a gradient method; empty if it was not measured for this document
/// @param tested   effect of its group that retraining found; empty if its group was not tested
public record TracedDocument(
        String id,
        Map<String, String> tags,
        Excerpt excerpt,
        Optional<Run> run,
        double semantic,
        Optional<Double> gradient,
        Optional<Double> tested) {
    public TracedDocument {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /// Some words of a document.
    ///
    /// @param from which of them begin the run
    /// @param to   and which follows it
    public record Excerpt(String text, int from, int to) {}

    TracedDocument withTested(double effect) {
        return new TracedDocument(id, tags, excerpt, run, semantic, gradient, Optional.of(effect));
    }

    /// Its longest run in words; 0 without one.
    public int lexical() {
        return run.map(Run::length).orElse(0);
    }

    /// Value of a tag, or `-`.
    public String tag(String key) {
        return tags.getOrDefault(key, "-");
    }
}
