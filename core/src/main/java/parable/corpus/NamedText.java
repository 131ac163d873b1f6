package parable.corpus;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// A user's text file, as a recipe names it. Once resolved it is bound to the file's content: the hash enters a stage's
/// identity, and a file with other content is refused.
///
/// @param file   `.jsonl` file, or folder of `.jsonl` and `.txt` files
/// @param sha256 of its documents; empty as a person writes it
public record NamedText(String file, Optional<String> sha256) {
    /// As a person writes it: the path alone.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static NamedText of(String file) {
        return new NamedText(file, Optional.empty());
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public NamedText {}

    /// The same with its absolute path and the hash of what it holds now; unchanged where it is resolved already.
    ///
    /// @param folder that relative paths start from
    public NamedText resolved(Path folder) {
        if (sha256.isPresent()) {
            return this;
        }
        Path path = folder.toAbsolutePath().resolve(file).normalize();
        return new NamedText(path.toString(), Optional.of(TextFiles.stream(path).hash()));
    }

    /// @throws StudyException when the file is gone or holds another text than when the study was begun
    public List<Document> documents() {
        Corpus corpus = TextFiles.read(Path.of(file));
        if (sha256.isPresent() && !sha256.get().equals(corpus.hash())) {
            throw changed();
        }
        try (Stream<Document> documents = corpus.documents()) {
            return documents.toList();
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
