package parable.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import parable.ground.StudyException;

/// Whether a configuration and stored weights speak of one model: as many layers, every weight of its shape, and no
/// tensor that nothing reads. Checked before anything is allocated, so that no number of a damaged file costs memory.
final class WeightFit {
    private static final int NAMED = 3;

    private WeightFit() {}

    /// @throws StudyException of category CHECKPOINT naming what differs
    static void require(DecoderConfig config, Dialect dialect, WeightSource weights) {
        weights.shape(
                "model.embed_tokens.weight"); // missing where names have another prefix: then it has the nearest name
        requireLayers(config, weights);
        ParameterTable table = ParameterTable.of(config, dialect);
        table.slots()
                .sequencedKeySet()
                .forEach(name -> requireShape(weights, name, table.slot(name).dimensions()));
        refuseUnread(table, weights);
    }

    private static void requireLayers(DecoderConfig config, WeightSource weights) {
        long layers = 1
                + weights.storedNames().stream()
                        .map(weights.layerNumber()::matcher)
                        .filter(Matcher::find)
                        .mapToLong(number -> Long.parseLong(number.group(1)))
                        .max()
                        .orElse(-1);
        if (layers != config.layers()) {
            throw refusal(
                    "%s holds %d layers, but the configuration says %d. The two belong to different models, or a part of"
                            + " the weights is missing.",
                    weights.origin(), layers, config.layers());
        }
    }

    private static void requireShape(WeightSource weights, String name, long[] expected) {
        long[] stored = weights.shape(name);
        if (!Arrays.equals(stored, expected)) {
            throw refusal(
                    "%s holds \"%s\" with shape %s, but the configuration makes it %s. The two belong to different"
                            + " models.",
                    weights.origin(), weights.storedName(name), Arrays.toString(stored), Arrays.toString(expected));
        }
    }

    private static void refuseUnread(ParameterTable table, WeightSource weights) {
        Set<String> read = new HashSet<>();
        table.slots().sequencedKeySet().forEach(name -> read.add(weights.storedName(name)));
        List<String> unread = weights.storedNames().stream()
                .filter(name -> !read.contains(name) && !weights.isHarmless(name))
                .sorted()
                .toList();
        if (!unread.isEmpty()) {
            throw refusal(
                    "%s holds %s%s, which this decoder does not read: the model computes something else than plain"
                            + " attention and MLP, or is quantized. To audit it, serve it by another program; to train, take another"
                            + " base.",
                    weights.origin(),
                    unread.stream().limit(NAMED).map("\"%s\""::formatted).collect(Collectors.joining(", ")),
                    unread.size() > NAMED ? " and %d tensors more".formatted(unread.size() - NAMED) : "");
        }
    }

    private static StudyException refusal(String message, Object... values) {
        return new StudyException(StudyException.Category.CHECKPOINT, message, values);
    }
}
