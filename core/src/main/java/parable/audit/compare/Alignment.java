package parable.audit.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.audit.run.ModelRun;
import parable.audit.run.ShownScenario;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Which conversations of two runs belong together: those of the same situation, played by the same files, and
/// of the same number.
///
/// @param shared   ids of situations in both runs, in the order of the baseline
/// @param changed  ids in both runs whose files differ: left out
/// @param baseline ids in the baseline only: left out
/// @param treated  ids in the treated run only: left out
/// @param samples  how many samples of a situation both runs asked for
/// @param partners of a situation in `shared`: the one of the treated run that it is compared with, if not itself
public record Alignment(
        List<String> shared,
        List<String> changed,
        List<String> baseline,
        List<String> treated,
        int samples,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> partners) {
    public Alignment {
        partners = Collections.unmodifiableMap(new LinkedHashMap<>(partners));
        shared = List.copyOf(shared);
        changed = List.copyOf(changed);
        baseline = List.copyOf(baseline);
        treated = List.copyOf(treated);
    }

    /// @throws StudyException when the runs have nothing in common
    public static Alignment of(ModelRun baseline, ModelRun treated) {
        Map<String, ShownScenario> before = baseline.run().situations(),
                after = treated.run().situations();
        List<String> shared = new ArrayList<>(), changed = new ArrayList<>(), only = new ArrayList<>();
        before.forEach((id, situation) -> {
            ShownScenario other = after.get(id);
            (other == null ? only : other.identity().equals(situation.identity()) ? shared : changed).add(id);
        });
        List<String> onlyAfter =
                after.keySet().stream().filter(id -> !before.containsKey(id)).toList();
        int samples = Math.min(
                baseline.run().header().samples(), treated.run().header().samples());
        Alignment alignment = new Alignment(shared, changed, only, onlyAfter, samples, Map.of());
        if (shared.isEmpty()) {
            throw nothing(baseline, treated, alignment);
        }
        return alignment;
    }

    /// Situations that differ in one factor alone.
    ///
    /// @throws StudyException when the runs have no such pair
    static Alignment of(ModelRun baseline, ModelRun treated, Across across) {
        List<ShownScenario> after = treated.run().situations().values().stream()
                .filter(across::isAfter)
                .toList();
        Map<String, String> partners = new LinkedHashMap<>();
        List<String> only = new ArrayList<>();
        baseline.run().situations().values().stream()
                .filter(across::isBefore)
                .forEach(one -> after.stream()
                        .filter(other -> across.pairs(one, other))
                        .findFirst()
                        .ifPresentOrElse(
                                other -> partners.put(one.situation(), other.situation()),
                                () -> only.add(one.situation())));
        if (partners.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "No situation of %s with %s=%s has a partner in %s with %s=%s and the same other levels. Play both, such as"
                            + " `parable audit MODEL --suite FAMILY --condition %s=%s --condition %s=%s`.",
                    baseline.run().folder(),
                    across.factor(),
                    across.before(),
                    treated.run().folder(),
                    across.factor(),
                    across.after(),
                    across.factor(),
                    across.before(),
                    across.factor(),
                    across.after());
        }
        List<String> onlyAfter = after.stream()
                .map(ShownScenario::situation)
                .filter(id -> !partners.containsValue(id))
                .toList();
        int samples = Math.min(
                baseline.run().header().samples(), treated.run().header().samples());
        return new Alignment(List.copyOf(partners.keySet()), List.of(), only, onlyAfter, samples, partners);
    }

    /// The situation of the treated run that one of `shared` is compared with.
    public String partner(String situation) {
        return partners.getOrDefault(situation, situation);
    }

    private static StudyException nothing(ModelRun baseline, ModelRun treated, Alignment alignment) {
        String why = alignment.changed.isEmpty()
                ? "no situation of %s occurs in %s"
                        .formatted(baseline.run().folder(), treated.run().folder())
                : "the files of all %d situations that both have differ, such as %s"
                        .formatted(alignment.changed.size(), alignment.changed.getFirst());
        return new StudyException(
                Category.CONFIG,
                "These runs cannot be compared: %s. Conversations are paired by situation, and a situation is the same"
                        + " only if its files are. Play the same suite with the same version for both.",
                why);
    }
}
