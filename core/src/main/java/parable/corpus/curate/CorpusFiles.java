package parable.corpus.curate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import parable.corpus.DocumentFile;
import parable.ground.Hash;
import parable.ground.StudyException;

/// The files of one or more corpora in a fixed order. Immutable.
public record CorpusFiles(List<One> files) {
    /// @param source how its documents' origin names it: the corpus, and the path inside it
    public record One(Path file, String source, long bytes) {}

    public CorpusFiles {
        files = List.copyOf(files);
    }

    /// @throws StudyException when a path holds nothing, or something that is not read, or two have one name
    public static CorpusFiles of(List<Path> corpora) {
        List<One> files = new ArrayList<>();
        for (Path corpus : corpora) {
            for (Path file : DocumentFile.files(corpus)) {
                files.add(new One(file, source(corpus, file, corpora.size() > 1), size(file)));
            }
        }
        long sources = files.stream().map(One::source).distinct().count();
        if (sources < files.size()) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "Two of the files have the same name, so results could not tell them apart. Rename one, or put both"
                            + " into folders of one corpus.");
        }
        return new CorpusFiles(files);
    }

    private static String source(Path corpus, Path file, boolean isOneOfSeveral) {
        Path name = Objects.requireNonNullElse(corpus.getFileName(), corpus);
        if (!Files.isDirectory(corpus)) {
            return name.toString();
        }
        Path inside = corpus.relativize(file);
        return (isOneOfSeveral ? name.resolve(inside) : inside).toString().replace('\\', '/');
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    e,
                    "%s could not be read. It must be a file that you may read.",
                    file);
        }
    }

    public long bytes() {
        return files.stream().mapToLong(One::bytes).sum();
    }

    /// Where the document of that key is: source and number, from 1.
    String place(long key) {
        return files.get(DocumentBlock.file(key)).source() + ":" + (DocumentBlock.index(key) + 1);
    }

    /// Changes when a file is added, removed, renamed or has another length.
    public String identity() {
        return Hash.brief(
                files.stream().map(file -> file.source() + "*" + file.bytes()).toArray());
    }
}
