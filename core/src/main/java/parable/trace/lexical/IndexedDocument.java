package parable.trace.lexical;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A document as an index keeps it.
///
/// @param id     unique within its corpus
/// @param tags   what is known about it, such as `genre=diary`; sorted by key
/// @param tokens what is searched
public record IndexedDocument(String id, Map<String, String> tags, int[] tokens) {
    public IndexedDocument {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        tokens = tokens.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }
}
