package parable.corpus;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.ground.Check;
import parable.ground.StudyException;

/// A described change of a corpus, in the words of a recipe:
///
/// ```
/// {do: add, text: more.jsonl}
/// {do: remove, where: {tag: conduct, is: [harmful]}}
/// {do: reweight, where: {file: essays.jsonl}, weight: 3}
/// {do: rewrite, text: arms/rewritten.jsonl}     documents of these ids, as that file has them
/// {do: take, tag: opposite}                     each document says what this field of it holds
/// ```
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Intervention.Add.class, name = "add"),
    @JsonSubTypes.Type(value = Intervention.Remove.class, name = "remove"),
    @JsonSubTypes.Type(value = Intervention.Reweight.class, name = "reweight"),
    @JsonSubTypes.Type(value = Intervention.Rewrite.class, name = "rewrite"),
    @JsonSubTypes.Type(value = Intervention.Take.class, name = "take"),
})
public sealed interface Intervention {
    /// The corpus after the change, computed as it is read.
    Corpus of(Corpus corpus);

    /// The same with every file found and bound to what it holds now.
    ///
    /// @param folder that relative paths start from
    Intervention resolved(Path folder);

    /// Ids that the change names and that the corpus must hold.
    default Set<String> named() {
        return Set.of();
    }

    /// Documents of another text, after the corpus's own.
    record Add(NamedText text) implements Intervention {
        @Override
        public Corpus of(Corpus corpus) {
            return corpus.followedBy(text.corpus());
        }

        @Override
        public Add resolved(Path folder) {
            return new Add(text.resolved(folder));
        }
    }

    record Remove(Selection where) implements Intervention {
        @Override
        public Corpus of(Corpus corpus) {
            return corpus.keep(where.predicate().negate());
        }

        @Override
        public Set<String> named() {
            return where.named();
        }

        @Override
        public Remove resolved(Path folder) {
            return new Remove(where.resolved(folder));
        }
    }

    /// @param weight how often each of the documents counts in training, in place of 1
    record Reweight(Selection where, double weight) implements Intervention {
        /// Beyond it, other text is hardly read.
        private static final double MOST = 1000;

        public Reweight {
            Check.that(weight >= 0 && weight <= MOST, "weight lies from 0 to %.0f, but was %s", MOST, weight);
        }

        @Override
        public Corpus of(Corpus corpus) {
            Predicate<Document> meant = where.predicate();
            return each(corpus, document -> meant.test(document) ? document.withWeight(weight) : document);
        }

        @Override
        public Set<String> named() {
            return where.named();
        }

        @Override
        public Reweight resolved(Path folder) {
            return new Reweight(where.resolved(folder), weight);
        }
    }

    /// Puts documents of the text in place of those with the same ids. Order, weight and place in the corpus stay.
    record Rewrite(NamedText text) implements Intervention {
        @Override
        public Corpus of(Corpus corpus) {
            Map<String, Document> others =
                    text.documents().stream().collect(Collectors.toMap(Document::id, Function.identity()));
            return each(
                    corpus,
                    document -> others.containsKey(document.id())
                            ? replaced(document, others.get(document.id()))
                            : document);
        }

        @Override
        public Set<String> named() {
            return text.documents().stream().map(Document::id).collect(Collectors.toSet());
        }

        private static Document replaced(Document document, Document other) {
            return new Document(document.id(), other.body(), document.origin(), other.tags(), document.weight());
        }

        @Override
        public Rewrite resolved(Path folder) {
            return new Rewrite(text.resolved(folder));
        }
    }

    /// Puts what a field of a document's line holds in place of its text, or of its last answer where it is a
    /// conversation: so that one file holds a text and its twin.
    record Take(String tag) implements Intervention {
        public Take {
            Check.that(!tag.isBlank(), "tag names a field of the documents, but was empty");
        }

        @Override
        public Corpus of(Corpus corpus) {
            return each(corpus, this::taken);
        }

        private Document taken(Document document) {
            String other = document.tag(tag);
            if (other.isBlank()) {
                throw new StudyException(
                        StudyException.Category.CONFIG,
                        "The document %s (%s) has no \"%s\" to take. Remove such documents first, or name a field that"
                                + " all have.",
                        document.id(),
                        document.origin().place(),
                        tag);
            }
            return new Document(
                    document.id(),
                    document.body().saying(other),
                    document.origin(),
                    document.tags(),
                    document.weight());
        }

        @Override
        public Take resolved(Path folder) {
            return this;
        }
    }

    private static Corpus each(Corpus corpus, Function<Document, Document> change) {
        return new Corpus.Derived(corpus.name(), () -> corpus.documents().map(change));
    }

    /// @throws StudyException when a change changes nothing or names what is not there, which are slips of the
    /// recipe
    static void requireEffect(Corpus before, Corpus after, Intervention change, String file) {
        Set<String> missing = new TreeSet<>(change.named());
        try (Stream<Document> documents = before.documents()) {
            documents.forEach(document -> missing.remove(document.id()));
        }
        if (!missing.isEmpty()) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "The change %s names ids that %s does not hold: %d, such as %s. Correct them, or take them out.",
                    change,
                    file,
                    missing.size(),
                    missing.stream().limit(3).toList());
        }
        if (before.hash().equals(after.hash())) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "The change %s changes nothing in %s: no document is meant by it. Correct it, or take it out.",
                    change,
                    file);
        }
    }
}
