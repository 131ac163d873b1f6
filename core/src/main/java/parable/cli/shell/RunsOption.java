package parable.cli.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parable.audit.run.ModelRun;
import parable.audit.run.StoredRun;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import picocli.CommandLine.Option;

/// Where runs are kept, for every command that writes or reads one.
public final class RunsOption {
    @Option(
            names = "--runs",
            paramLabel = "FOLDER",
            description = "Folder of the runs. Default: runs, in the working directory.")
    private @Nullable Path runs;

    /// The folder that holds them all.
    public Path in(Shell shell) {
        return runs == null ? shell.runs() : runs;
    }

    /// Where a new run lies.
    ///
    /// @throws StudyException CONFIG for a name that files may not have everywhere
    public Path named(Shell shell, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,199}")) {
            throw new StudyException(
                    Category.CONFIG,
                    "--name: a run is named with letters, digits, '.', '_' and '-', but \"%s\". Choose such a name.",
                    name);
        }
        return in(shell).resolve(name);
    }

    /// A run by its folder, or else by its name among the runs. It need not exist.
    public Path find(Shell shell, String run) {
        Path asPath = Path.of(run);
        return Files.isDirectory(asPath) ? asPath : in(shell).resolve(run);
    }

    /// An audit, a study, or some of either.
    ///
    /// @param place a run's folder or its name among the runs, and after `#` a model, or an arm of a study
    public StoredRun stored(Shell shell, String place) {
        return StoredRun.open(place, run -> find(shell, run));
    }

    /// One model's part of an audit.
    ///
    /// @param place a run's folder or its name among the runs, and after `#` the model where it has several
    public ModelRun model(Shell shell, String place) {
        return ModelRun.open(place, run -> find(shell, run));
    }

    /// Models one by one: those of a study or of one of its arms, or the one of an audit.
    public List<ModelRun> models(Shell shell, String place) {
        return ModelRun.all(place, run -> find(shell, run));
    }

    public void tell(CommandText line) {
        line.option("--runs", runs);
    }
}
