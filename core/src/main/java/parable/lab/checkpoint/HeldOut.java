package parable.lab.checkpoint;

import java.util.Optional;
import parable.corpus.Document;

/// What the evaluation keeps out of all training text.
@FunctionalInterface
public interface HeldOut {
    /// What a document holds of it, as a clause; empty where it holds nothing.
    Optional<String> in(Document document);
}
