package parable.trace;

import java.util.List;
import parable.corpus.Document;

/// One way to say which documents moved a behavior. A tracer knows its models; it never sees what a document is
/// tagged as.
public interface Tracer {
    /// Short name for tables, such as `gradient cosine`.
    String method();

    /// Scores every document. The score of one does not depend on the order of the others.
    Influence influence(List<Document> documents, BehaviorQuery query);

    /// Scores every document for each of several queries; for methods that share work between them.
    default List<Influence> influences(List<Document> documents, List<BehaviorQuery> queries) {
        return queries.stream().map(query -> influence(documents, query)).toList();
    }
}
