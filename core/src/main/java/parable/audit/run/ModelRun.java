package parable.audit.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import parable.ground.Check;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.tensor.Kernels;

/// One model's part of a stored run. Immutable.
public record ModelRun(StoredRun run, String model) {
    public ModelRun {
        Check.found(run.header().models().get(model), "%s has no model %s", run.folder(), model);
    }

    /// @param place  a run, and after `#` the model in it where it has several
    /// @param folder where the run of that name lies
    /// @throws StudyException when there is no such run, or it leaves open which model is meant
    public static ModelRun open(String place, Function<String, Path> folder) {
        int hash = place.indexOf('#');
        StoredRun run = StoredRun.open(folder.apply(hash < 0 ? place : place.substring(0, hash)));
        Set<String> models = run.header().models().keySet();
        if (hash < 0 && models.size() != 1) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s has %d models: %s. Name one of them after #, such as %s#%s.",
                    place,
                    models.size(),
                    String.join(", ", models),
                    place,
                    models.stream().findFirst().orElse("MODEL"));
        }
        String model = hash < 0 ? models.iterator().next() : place.substring(hash + 1);
        if (!models.contains(model)) {
            throw new StudyException(
                    Category.CONFIG,
                    "Run %s has no model \"%s\". It has: %s. Did you mean \"%s\"?",
                    run.folder(),
                    model,
                    String.join(", ", models),
                    Nearest.to(model, models).orElse("?"));
        }
        return new ModelRun(run, model);
    }

    /// All that decides the model's answers besides the request.
    public String identity() {
        return Check.found(run.header().models().get(model), "no model %s", model);
    }

    /// What computed its answers; nothing where that is not known.
    public List<Kernels> kernels() {
        return run.header().kernels(model);
    }

    /// In the order of situations and samples. Must be closed.
    public Stream<Rollout> conversations() {
        return run.conversations().filter(one -> one.model().equals(model));
    }

    /// How every conversation counts, strictly.
    public OutcomeGrid verdicts() {
        OutcomeGrid grid =
                new OutcomeGrid(run.situations().keySet(), run.header().samples());
        try (Stream<Rollout> all = conversations()) {
            all.forEach(
                    one -> grid.set(one.situation(), one.sample(), one.grading().strict()));
        }
        return grid;
    }
}
