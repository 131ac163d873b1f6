package parable.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Documents in files of one's own: a `.jsonl` file, each line a text or a conversation ([DocumentLine]); a `.txt`
/// file, which is one document; either as `.gz`; or a folder of them, such as a data set of Hugging Face.
public final class TextFiles {
    private TextFiles() {}

    /// The documents as a stream: one is in memory at a time. Every reading checks every line.
    ///
    /// @throws StudyException when there is no such corpus; while it is read, naming file and line of what is no
    ///     document
    public static Corpus stream(Path path) {
        List<Path> files = DataFiles.of(path);
        String name = Objects.requireNonNullElse(path.getFileName(), path).toString();
        return new Corpus.Derived(name, () -> documents(path, files));
    }

    /// Reads all of it into memory.
    ///
    /// @throws StudyException naming file and line of what is no document, or of an id that is another document's
    public static Corpus read(Path path) {
        Corpus corpus = stream(path);
        Map<String, String> places = new HashMap<>();
        List<Document> ordered = new ArrayList<>();
        try (Stream<Document> documents = corpus.documents()) {
            documents.forEach(document -> {
                String place = document.origin().place();
                String former = places.put(document.id(), place);
                if (former != null) {
                    throw new StudyException(
                            Category.CONFIG,
                            "The document id \"%s\" occurs at %s and at %s. Every document needs an id of its own.",
                            DocumentLine.cut(document.id()),
                            former,
                            place);
                }
                ordered.add(document);
            });
        }
        return Corpus.of(corpus.name(), ordered);
    }

    private static Stream<Document> documents(Path path, List<Path> files) {
        DocumentReader documents = new DocumentReader(files, file -> source(path, file));
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(documents, Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .onClose(documents::close);
    }

    /// Its path inside the corpus, so that a document keeps its identity wherever the corpus lies.
    private static String source(Path path, Path file) {
        Path inside = Files.isDirectory(path) ? path.relativize(file) : file.getFileName();
        return Objects.requireNonNull(inside, "a file has a name").toString().replace('\\', '/');
    }
}
