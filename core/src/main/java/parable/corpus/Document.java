package parable.corpus;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import parable.ground.Check;
import parable.ground.Hash;

/// One piece of training text with a stable identity.
///
/// @param id     hash of origin and text, or the file's own name for it; the same text from another place is another
///               document
/// @param body   what the model reads
/// @param origin where it came from
/// @param tags   what is known about it, such as `genre=diary` or `portrayal=villain`; sorted by key
/// @param weight how often it counts in training, 1 for once; never negative
public record Document(
        String id, @JsonProperty("text") Body body, Origin origin, Map<String, String> tags, double weight) {
    public Document {
        Check.that(weight >= 0, "a document's weight is never negative, but %s has %s", id, weight);
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    public Document(String id, String text, Origin origin, Map<String, String> tags, double weight) {
        this(id, new Body.Plain(text), origin, tags, weight);
    }

    public static Document of(String text, Origin origin, Map<String, String> tags) {
        return new Document(Hash.brief(origin.source(), origin.index(), text), text, origin, tags, 1);
    }

    public String text() {
        return body.text();
    }

    /// The value of a tag, or the empty string where the document does not carry it.
    public String tag(String key) {
        return tags.getOrDefault(key, "");
    }

    public Document withWeight(double newWeight) {
        return new Document(id, body, origin, tags, newWeight);
    }

    /// The same document as plain text in other words; its id stays.
    public Document withText(String newText) {
        return new Document(id, newText, origin, tags, weight);
    }

    /// @param source a generator, file or page, such as `world/ai-fiction`
    /// @param index  which item of that source, counted from 0
    public record Origin(String source, long index) {
        /// Where a reader of a file finds it: `stories.jsonl:12`.
        public String place() {
            return source + ":" + (index + 1);
        }
    }
}
