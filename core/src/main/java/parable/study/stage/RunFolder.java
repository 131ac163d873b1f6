package parable.study.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.ground.AtomicFile;
import parable.ground.Disk;
import parable.ground.Existing;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Terms;
import parable.ground.WholeText;
import parable.ground.Yaml;

/// The folder of one study, which nothing else may share.
///
/// @param type of recipe
public record RunFolder<R>(Path path, Class<R> type) {
    public static final String RECIPE = "study.yaml";

    public static final String MANIFEST = "manifest.json";

    /// Held by the process at work here; the operating system takes it back from one that was killed.
    private static final String LOCK = ".lock";

    public Path stages() {
        return path.resolve("stages");
    }

    /// A study is its recipe, not its name.
    ///
    /// @throws StudyException when the folder holds another study, or something that is no study
    public void refuseOthers(R asked, List<Stage> planned) {
        if (!Files.exists(path.resolve(RECIPE))) {
            refuseStrangers();
            return;
        }
        Existing.refuse(path, Terms.of(asked).differences(Terms.of(former())), "");
        Set<String> wanted = planned.stream().map(Stage::folder).collect(Collectors.toSet());
        List<String> finished = finished();
        if (!finished.isEmpty() && finished.stream().noneMatch(wanted::contains)) {
            throw refusal("was made by another version: none of its %d finished stages is part of this study"
                    .formatted(finished.size()));
        }
    }

    /// Moves a study of another recipe aside; stages that this one needs too are copied, not made again.
    ///
    /// @throws StudyException when another run is at work in it
    public void replaceOther(R asked, List<Stage> planned) {
        if (!Files.exists(path.resolve(RECIPE)) || Terms.of(asked).equals(Terms.of(former()))) {
            return;
        }
        Path aside;
        try (FileChannel _ = lock()) {
            aside = Existing.moveAside(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFile.write(path.resolve(RECIPE), Yaml.write(asked)); // what follows is this study's, however it ends
        for (Stage stage : planned) {
            Path kept = aside.resolve("stages").resolve(stage.folder());
            if (StageManifest.isFinished(kept)) {
                StageRunner.adopt(kept, stages().resolve(stage.folder()));
            }
        }
    }

    /// Writes down what was asked and what it resolves to, and holds the folder while `work` is done.
    ///
    /// @throws StudyException when the folder holds something else, or another run is at work in it
    public <T> T run(R asked, Object manifest, List<Stage> planned, Supplier<T> work) {
        refuseOthers(asked, planned);
        try (FileChannel _ = lock()) {
            AtomicFile.write(path.resolve(RECIPE), Yaml.write(asked));
            AtomicFile.write(path.resolve(MANIFEST), Json.pretty(manifest));
            return work.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private R former() {
        Path recipe = path.resolve(RECIPE);
        try {
            return read(recipe);
        } catch (StudyException e) {
            throw new StudyException(
                    Category.STORAGE,
                    e,
                    "%s holds a study whose recipe this version cannot read (%s). Choose another --name or --runs folder.",
                    path,
                    e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The recipe of the study that lies here.
    ///
    /// @throws StudyException when none does
    public R recipe() {
        Path recipe = path.resolve(RECIPE);
        try {
            return read(recipe);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "%s is no run of a study: it has no %s. Name the folder of a run, such as runs/quick.",
                    path,
                    RECIPE);
        } catch (IOException e) {
            throw new StudyException(Category.STORAGE, e, "%s could not be read (%s).", recipe, e.getMessage());
        }
    }

    private R read(Path recipe) throws IOException {
        return Yaml.read(WholeText.of(recipe, WholeText.WRITTEN), recipe.toString(), type);
    }

    /// Hidden files are what a run killed in its first moment leaves, or the desktop's.
    private void refuseStrangers() {
        if (Files.isDirectory(path)) {
            try (Stream<Path> entries = Files.list(path)) {
                entries.map(entry -> entry.getFileName().toString())
                        .filter(entry -> !entry.startsWith("."))
                        .sorted()
                        .findFirst()
                        .ifPresent(entry -> {
                            throw refusal("is no study, but it is not empty either: it holds \"%s\"".formatted(entry));
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<String> finished() {
        if (!Files.isDirectory(stages())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(stages())) {
            return folders.filter(StageManifest::isFinished)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StudyException refusal(String what) {
        return new StudyException(
                Category.STORAGE,
                "%s %s. Nothing in it was touched. Choose another --name or --runs folder, or move this one away.",
                path,
                what);
    }

    /// Makes the folder and holds it until the channel is closed.
    ///
    /// @throws StudyException when another run holds it
    public FileChannel lock() {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isTaken(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw Disk.refusal(path.resolve(LOCK), e);
        }
        throw new StudyException(
                Category.STORAGE,
                "Another run is at work in %s. One run at a time keeps a study; wait for it or stop it.",
                path);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException _) {
            return true; // by this very process
        }
    }
}
