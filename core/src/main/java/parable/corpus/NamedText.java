package parable.corpus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// A user's text file, as a recipe names it. Once resolved it is bound to what is read of it: the hash enters a stage's
/// identity, and a file with other content is refused.
///
/// @param file    `.jsonl` file, or folder of `.jsonl` and `.txt` files
/// @param sha256  of its documents after all changes; empty as a person writes it
/// @param changes what is changed in it before it is read, in this order; absent for nothing
public record NamedText(
        String file,
        Optional<String> sha256,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Intervention>> changes) {
    /// As a person writes it: the path alone.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static NamedText of(String file) {
        return new NamedText(file, Optional.empty(), Optional.empty());
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public NamedText {
        changes = changes.map(List::copyOf);
    }

    /// The same with its absolute path and the hash of what is read of it now; unchanged where it is resolved
    /// already.
    ///
    /// @param folder that relative paths start from
    public NamedText resolved(Path folder) {
        if (sha256.isPresent()) {
            return this;
        }
        Path path = folder.toAbsolutePath().resolve(file).normalize();
        Optional<List<Intervention>> found = changes.map(
                all -> all.stream().map(change -> change.resolved(folder)).toList());
        NamedText unbound = new NamedText(path.toString(), Optional.empty(), found);
        unbound.requireEffects();
        return new NamedText(path.toString(), Optional.of(unbound.corpus().hash()), found);
    }

    private void requireEffects() {
        Corpus before = TextFiles.stream(Path.of(file));
        for (Intervention change : changes.orElse(List.of())) {
            Corpus after = change.of(before);
            Intervention.requireEffect(before, after, change, file);
            before = after;
        }
    }

    /// What is read of it, as a stream.
    public Corpus corpus() {
        Corpus corpus = TextFiles.stream(Path.of(file));
        for (Intervention change : changes.orElse(List.of())) {
            corpus = change.of(corpus);
        }
        return corpus;
    }

    /// @throws StudyException when the file is gone or holds another text than when the study was begun
    public List<Document> documents() {
        Corpus corpus = changes.isPresent() ? distinct(corpus()) : TextFiles.read(Path.of(file));
        if (sha256.isPresent() && !sha256.get().equals(corpus.hash())) {
            throw changed();
        }
        try (Stream<Document> documents = corpus.documents()) {
            return documents.toList();
        }
    }

    private Corpus distinct(Corpus corpus) {
        try (Stream<Document> documents = corpus.documents()) {
            Map<String, Document> seen = new HashMap<>();
            List<Document> all = documents.toList();
            for (Document document : all) {
                Document former = seen.put(document.id(), document);
                if (former != null) {
                    throw new StudyException(
                            Category.CONFIG,
                            "After its changes %s has two documents with the id \"%s\", at %s and at %s. Every document"
                                    + " needs an id of its own.",
                            file,
                            document.id(),
                            former.origin().place(),
                            document.origin().place());
                }
            }
            return Corpus.of(corpus.name(), all);
        }
    }

    /// What to say when the file is not what the hash says.
    public StudyException changed() {
        return new StudyException(
                Category.CONFIG,
                "%s holds another text than when this study was begun. Put the former text back, or begin a study"
                        + " under another name.",
                file);
    }
}
