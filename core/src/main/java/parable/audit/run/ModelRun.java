package parable.audit.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import parable.ground.Check;
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
        StoredRun run = StoredRun.open(place, folder);
        if (run.header().models().size() != 1) {
            throw ambiguous(place, run);
        }
        return new ModelRun(run, run.header().models().keySet().iterator().next());
    }

    /// The same for those who take the models of a study, or of one of its arms, one by one: each is a model of its
    /// own, audited by itself.
    ///
    /// @return at least one; of an audit that is no study's exactly one
    public static List<ModelRun> all(String place, Function<String, Path> folder) {
        StoredRun run = StoredRun.open(place, folder);
        return run.isOfStudy()
                ? run.models().stream()
                        .map(one -> new ModelRun(
                                one, one.header().models().keySet().iterator().next()))
                        .toList()
                : List.of(open(place, folder));
    }

    private static StudyException ambiguous(String place, StoredRun run) {
        Set<String> models = run.header().models().keySet();
        String plain = place.contains("#") ? place.substring(0, place.indexOf('#')) : place;
        return new StudyException(
                Category.CONFIG,
                "%s has %d models: %s. Name one of them after #, such as %s#%s.",
                place,
                models.size(),
                String.join(", ", models),
                plain,
                models.stream().findFirst().orElse("MODEL"));
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
