package parable.audit.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Runs that are replayed. Each is opened once, however many of its models answer, and closed with the last
/// of them: a run can be open once only. Thread-safe: the lock is this object.
public final class Replays {
    private final Map<Path, RunJournal> journals = new HashMap<>();
    private final Map<Path, Integer> users = new HashMap<>();
    private final Function<String, Path> folders;

    /// Of runs that are named by their folders.
    public Replays() {
        this(Path::of);
    }

    /// @param folders the run's folder for a name
    public Replays(Function<String, Path> folders) {
        this.folders = folders;
    }

    /// @param run a run, and after `#` the model in it where it has several
    public ReplayModel model(String run) {
        return open(run, RunJournal::models, "model");
    }

    /// The model that played the people of a run.
    ///
    /// @param run as for [#model]
    public ReplayModel people(String run) {
        return open(run, RunJournal::players, "people's model");
    }

    private synchronized ReplayModel open(String run, Function<RunJournal, Map<String, String>> who, String kind) {
        int hash = run.indexOf('#');
        Path folder = folders.apply(hash < 0 ? run : run.substring(0, hash));
        if (!Files.exists(folder.resolve(RunJournal.FILE))) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s holds no journal of an audit. Name the folder of a run or its name among the runs, such as replay:runs/NAME.",
                    folder);
        }
        Path key = folder.toAbsolutePath().normalize();
        RunJournal journal = journals.computeIfAbsent(key, _ -> RunJournal.open(folder, (_, _) -> {}));
        users.merge(key, 1, Integer::sum);
        try {
            Map<String, String> models = who.apply(journal);
            String model = hash < 0 ? first(folder, models, kind) : run.substring(hash + 1);
            if (!models.containsKey(model)) {
                throw new StudyException(
                        Category.CONFIG,
                        "Run %s has no %s \"%s\". It has: %s. Did you mean \"%s\"?",
                        folder,
                        kind,
                        model,
                        String.join(", ", models.keySet()),
                        Nearest.to(model, models.keySet()).orElse("?"));
            }
            return new ReplayModel("replay:" + run, model, models.get(model), journal, () -> release(key));
        } catch (StudyException e) {
            release(key);
            throw e;
        }
    }

    private static String first(Path folder, Map<String, String> models, String kind) {
        return models.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new StudyException(
                        Category.CONFIG,
                        "Run %s has no %s: it was stopped before its first question or asked for none. Choose another.",
                        folder,
                        kind));
    }

    private synchronized void release(Path key) {
        if (users.merge(key, -1, Integer::sum) == 0) {
            users.remove(key);
            Objects.requireNonNull(journals.remove(key)).close();
        }
    }
}
