package parable.audit.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import parable.audit.run.ModelRun;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// The models of two studies, or of two arms, that belong together: those of one seed, or of one name where a side has
/// several arms.
///
/// @param left out, because the other side has no such model
public record ModelPairs(List<Pair> pairs, List<String> left) {
    /// @param key such as `s11`
    public record Pair(String key, ModelRun a, ModelRun b) {}

    public ModelPairs {
        pairs = List.copyOf(pairs);
        left = List.copyOf(left);
    }

    /// A single model on one side belongs to every model of the other.
    ///
    /// @throws StudyException CONFIG when no two belong together
    public static ModelPairs of(List<ModelRun> a, List<ModelRun> b) {
        boolean oneArm = isOneArm(a) && isOneArm(b);
        UnaryOperator<String> key = oneArm ? ModelPairs::seed : UnaryOperator.identity();
        Map<String, ModelRun> one = keyed(a, key), other = keyed(b, key);
        List<Pair> pairs = new ArrayList<>();
        List<String> left = new ArrayList<>();
        if (a.size() == 1 || b.size() == 1) {
            a.forEach(before -> b.forEach(after ->
                    pairs.add(new Pair(key.apply((a.size() == 1 ? after : before).model()), before, after))));
            return new ModelPairs(pairs, left);
        }
        one.forEach((name, before) -> {
            ModelRun after = other.get(name);
            if (after == null) {
                left.add(before.model());
            } else {
                pairs.add(new Pair(name, before, after));
            }
        });
        other.forEach((name, after) -> {
            if (!one.containsKey(name)) {
                left.add(after.model());
            }
        });
        if (pairs.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "No two models belong together: A has %s, B has %s. Models are paired by seed, or by name where a side has"
                            + " several arms. Name one model of each, after #.",
                    String.join(", ", one.keySet()),
                    String.join(", ", other.keySet()));
        }
        return new ModelPairs(pairs, left);
    }

    private static Map<String, ModelRun> keyed(List<ModelRun> models, UnaryOperator<String> key) {
        Map<String, ModelRun> keyed = new LinkedHashMap<>();
        models.forEach(model -> keyed.put(key.apply(model.model()), model));
        return keyed;
    }

    private static boolean isOneArm(List<ModelRun> models) {
        return models.stream().map(model -> seed(model.model())).distinct().count() == models.size();
    }

    /// What is after an arm's name.
    private static String seed(String model) {
        return model.substring(model.lastIndexOf('/') + 1);
    }
}
