package parable.study.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parable.ground.AtomicFile;
import parable.ground.Check;
import parable.ground.Disk;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;

/// Runs stages side by side, each on one platform thread, as soon as what they need is there. A finished stage
/// is left alone; a stage on the shelf of shipped stages is copied from there.
///
/// Results do not depend on how many run at once, because stages share nothing but finished folders. When one
/// fails, no further ones begin, those that run end their step as on a request to stop, and the failure is
/// thrown.
///
/// What a stage reads of another is first compared with the hashes in that one's manifest, and so is what comes
/// from the shelf: nothing is ever built on a file that has changed.
public final class StageRunner {
    private final Path stages;
    private final Path shelf;
    private final Set<String> fromScratch;
    private final Progress progress;
    private final StopSignal stop;

    private final Object lock = new Object(); // guards the three fields below
    private final Map<String, Stage> waiting = new LinkedHashMap<>();
    private final Set<String> finished = new HashSet<>();
    private @Nullable Throwable failure;

    /// @param stages      folder of finished stages
    /// @param shelf       folder of shipped stages, which may be missing
    /// @param fromScratch names of stages that are never taken from the shelf
    public StageRunner(Path stages, Path shelf, Set<String> fromScratch, Progress progress, StopSignal stop) {
        this.stages = stages;
        this.shelf = shelf;
        this.fromScratch = Set.copyOf(fromScratch);
        this.progress = progress;
        this.stop = stop;
    }

    /// Runs all of `wanted`, in order as far as threads allow.
    ///
    /// @throws Stage.Stopped            when the user asked to stop
    /// @throws IllegalArgumentException when a stage needs one that is not wanted
    public void run(List<Stage> wanted, int threads) {
        wanted.forEach(stage -> waiting.put(stage.folder(), stage));
        for (Stage stage : wanted) {
            stage.needs()
                    .forEach(need -> Check.that(
                            waiting.containsKey(need.folder()),
                            "stage %s needs %s, which is not among the stages to run",
                            stage.name(),
                            need.folder()));
        }
        try (OverallProgress overall = new OverallProgress(wanted, this::isAtHand, progress, System::nanoTime)) {
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(Thread.ofPlatform().name("stages-" + i).start(() -> work(overall)));
            }
            for (Thread worker : workers) {
                join(worker);
            }
        }
        rethrow();
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stage.Stopped();
        }
    }

    private void rethrow() {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    private boolean isAtHand(Stage stage) {
        return StageManifest.isFinished(stages.resolve(stage.folder()))
                || StageManifest.isFinished(shelf.resolve(stage.folder())) && !fromScratch.contains(stage.name());
    }

    private void work(OverallProgress overall) {
        for (Optional<Stage> next = next(); next.isPresent(); next = next()) {
            Stage stage = next.get();
            try {
                boolean atHand = isAtHand(stage);
                run(stage);
                overall.ended(stage, !atHand);
                report(stage, null);
            } catch (Throwable e) {
                report(stage, e);
            }
        }
    }

    /// Waits for a stage that can begin; empty when none is left or something failed.
    private Optional<Stage> next() {
        synchronized (lock) {
            while (true) {
                if (failure != null || waiting.isEmpty()) {
                    return Optional.empty();
                }
                Optional<Stage> ready =
                        waiting.values().stream().filter(this::isReady).findFirst();
                if (ready.isPresent()) {
                    waiting.remove(ready.get().folder());
                    return ready;
                }
                if (!await()) {
                    failure = new Stage.Stopped();
                }
            }
        }
    }

    private boolean isReady(Stage stage) {
        return stage.needs().stream().allMatch(need -> finished.contains(need.folder()));
    }

    /// @return false when this thread is asked to end
    private boolean await() {
        try {
            lock.wait();
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    /// Whether a running stage should end its step: the user asks for it, or another stage failed.
    private boolean mustStop() {
        synchronized (lock) {
            return failure != null || stop.requested();
        }
    }

    private void report(Stage stage, @Nullable Throwable fault) {
        synchronized (lock) {
            if (fault == null) {
                finished.add(stage.folder());
            } else if (failure == null || failure instanceof Stage.Stopped) {
                failure = fault;
            }
            lock.notifyAll();
        }
    }

    private void run(Stage stage) {
        Path folder = stages.resolve(stage.folder());
        if (StageManifest.isFinished(folder)) {
            return;
        }
        if (stop.requested()) {
            throw new Stage.Stopped();
        }
        Path shipped = shelf.resolve(stage.folder());
        if (StageManifest.isFinished(shipped) && !fromScratch.contains(stage.name())) {
            adopt(shipped, folder);
            return;
        }
        stage.needs().forEach(need -> StageManifest.verify(stages.resolve(need.folder())));
        long start = System.nanoTime();
        clear(folder);
        stage.run(new StageContext(folder, stages, progress, this::mustStop));
        double seconds = (System.nanoTime() - start) / 1e9;
        AtomicFile.write(folder.resolve("timing.json"), Json.pretty(Map.of("seconds", seconds)));
        StageManifest.write(stage, folder);
    }

    /// Makes the folder and removes the half-written files that a kill left in it.
    private static void clear(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Disk.refusal(folder, e);
        }
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, ".*.tmp")) {
            for (Path half : halves) {
                Files.delete(half);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Copies what the manifest lists once it is found whole, and the manifest last: a copy cut short is no
    /// finished stage, and a damaged original never becomes one.
    public static void adopt(Path from, Path to) {
        Map<String, String> outputs = StageManifest.outputs(from);
        StageManifest.verify(from);
        clear(to);
        try {
            for (String name : outputs.keySet()) {
                AtomicFile.write(to.resolve(name), Files.readAllBytes(from.resolve(name)));
            }
            AtomicFile.write(to.resolve(StageManifest.NAME), Files.readAllBytes(from.resolve(StageManifest.NAME)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
