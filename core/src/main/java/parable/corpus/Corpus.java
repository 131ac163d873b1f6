package parable.corpus;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import parable.ground.Hash;
import parable.ground.Json;

/// An ordered, hashable collection of documents that may be larger than memory: it is streamed, never listed.
///
/// A stream may be opened any number of times and always yields the same documents in the same order.
public interface Corpus {
    /// Short name for tables, such as `villain`.
    String name();

    /// Opens the documents from the start; the caller closes the stream.
    Stream<Document> documents();

    /// Identity of the whole: changes when any document, what it says, its weight or the order changes.
    default String hash() {
        var digest = Hash.sha256();
        try (Stream<Document> documents = documents()) {
            documents.forEach(d -> {
                byte[] text = Json.line(d.body()).getBytes(StandardCharsets.UTF_8);
                digest.update((d.id() + "*" + d.weight() + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(text);
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// A corpus that fits in memory.
    static Corpus of(String name, List<Document> documents) {
        return new Listed(name, documents);
    }

    default Corpus keep(Predicate<Document> wanted) {
        return new Derived(name(), () -> documents().filter(wanted));
    }

    default Corpus followedBy(Corpus more) {
        return new Derived(name() + "+" + more.name(), () -> Stream.concat(documents(), more.documents()));
    }

    /// Immutable.
    record Listed(String name, List<Document> list) implements Corpus {
        public Listed {
            list = List.copyOf(list);
        }

        @Override
        public Stream<Document> documents() {
            return list.stream();
        }
    }

    /// A view that is computed again each time it is opened.
    record Derived(String name, Supplier<Stream<Document>> opener) implements Corpus {
        @Override
        public Stream<Document> documents() {
            return opener.get();
        }
    }
}
