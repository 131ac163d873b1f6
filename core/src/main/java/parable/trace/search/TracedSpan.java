package parable.trace.search;

import java.util.List;

/// A run of a traced text that was kept because chance hardly explains it.
///
/// @param logShare  sum over its words of the natural logarithms of their shares of the corpus
/// @param documents ids of some documents that hold it
public record TracedSpan(Run run, double logShare, List<String> documents) {
    public TracedSpan {
        documents = List.copyOf(documents);
    }
}
