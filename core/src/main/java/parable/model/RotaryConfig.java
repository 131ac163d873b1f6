package parable.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// Rotary positions as a `config.json` has them. Newer writers put base and scaling into `rope_parameters`, older ones
/// `rope_theta` and `rope_scaling` at the top; where both are there they must agree.
///
/// @param base longest wavelength over 2π
record RotaryConfig(double base, RotaryScaling scaling) {
    private static final String ORIGINAL = "original_max_position_embeddings";
    private static final double USUAL_BASE = 10_000, LARGEST_BASE = 1e15, LARGEST_FACTOR = 1e6;

    /// @throws parable.ground.StudyException when the scaling is not computed here, or said twice and differently
    static RotaryConfig of(ConfigJson json) {
        json.optionalCount(ORIGINAL, Integer.MAX_VALUE); // decides something for llama3 only
        List<ConfigJson> parts = Stream.of("rope_parameters", "rope_scaling")
                .map(json::object)
                .flatMap(Optional::stream)
                .toList();
        List<Double> bases = Stream.concat(Stream.of(json), parts.stream())
                .map(part -> part.optionalReal("rope_theta", 1, LARGEST_BASE))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (bases.size() > 1) {
            throw json.disagrees("\"rope_theta\" is %s in one place and %s in another", bases.get(0), bases.get(1));
        }
        List<RotaryScaling> scalings =
                parts.stream().map(part -> scaling(json, part)).distinct().toList();
        if (scalings.size() > 1) {
            throw json.disagrees(
                    "\"rope_parameters\" scales by %s, \"rope_scaling\" by %s", scalings.get(0), scalings.get(1));
        }
        return new RotaryConfig(
                bases.isEmpty() ? USUAL_BASE : bases.getFirst(),
                scalings.isEmpty() ? new RotaryScaling.None() : scalings.getFirst());
    }

    private static RotaryScaling scaling(ConfigJson json, ConfigJson part) {
        Optional<String> kind = kind(json, part);
        Optional<Double> factor = part.optionalReal("factor", 1 / LARGEST_FACTOR, LARGEST_FACTOR);
        part.optionalReal("partial_rotary_factor", 0, 1)
                .filter(share -> share != 1)
                .ifPresent(share -> {
                    throw json.asksFor("rotary positions on a share of %s of each head", share);
                });
        if (kind.isEmpty() && factor.isPresent()) {
            throw json.asksFor("rotary positions scaled by %s without a \"rope_type\"", factor.get());
        }
        RotaryScaling scaling = switch (kind.orElse("default")) {
            case "default" -> unscaled(json, factor);
            case "linear" -> linear(needed(json, factor, "factor"));
            case "llama3" -> llama3(json, part, needed(json, factor, "factor"));
            default ->
                throw json.asksFor(
                        "scaled rotary positions of type \"%s\"; this decoder computes default, linear and" + " llama3",
                        kind.orElseThrow());
        };
        part.refuseUnread(Set.of());
        return scaling;
    }

    private static Optional<String> kind(ConfigJson json, ConfigJson part) {
        Optional<String> now = part.text("rope_type"), before = part.text("type");
        if (now.isPresent() && before.isPresent() && !now.equals(before)) {
            throw json.disagrees("\"rope_type\" is \"%s\", \"type\" is \"%s\"", now.get(), before.get());
        }
        return now.or(() -> before);
    }

    /// The value of `rope_scaling` for a scaling that [#of(ConfigJson)] reads.
    static JsonNode json(RotaryScaling scaling) {
        ObjectNode json = Json.mapper().createObjectNode();
        return switch (scaling) {
            case RotaryScaling.None() -> NullNode.getInstance();
            case RotaryScaling.Linear(double factor) ->
                json.put("rope_type", "linear").put("factor", factor);
            case RotaryScaling.Llama3(double factor, double low, double high, int context) ->
                json.put("rope_type", "llama3")
                        .put("factor", factor)
                        .put("low_freq_factor", low)
                        .put("high_freq_factor", high)
                        .put(ORIGINAL, context);
            case RotaryScaling.Divided _ ->
                throw new IllegalArgumentException("no configuration says a table of rotary factors");
        };
    }

    private static <T> T needed(ConfigJson json, Optional<T> value, String key) {
        return value.orElseThrow(() -> json.asksFor("scaled rotary positions without \"%s\"", key));
    }

    private static RotaryScaling unscaled(ConfigJson json, Optional<Double> factor) {
        factor.filter(value -> value != 1).ifPresent(value -> {
            throw json.disagrees("rotary positions are of type \"default\", yet have a factor of %s", value);
        });
        return new RotaryScaling.None();
    }

    static RotaryScaling linear(double factor) {
        return factor == 1 ? new RotaryScaling.None() : new RotaryScaling.Linear(factor);
    }

    private static RotaryScaling llama3(ConfigJson json, ConfigJson part, double factor) {
        double low = needed(json, part.optionalReal("low_freq_factor", 1e-6, LARGEST_FACTOR), "low_freq_factor");
        double high = needed(json, part.optionalReal("high_freq_factor", 1e-6, LARGEST_FACTOR), "high_freq_factor");
        int context = needed(json, part.optionalCount(ORIGINAL, Integer.MAX_VALUE), ORIGINAL);
        json.optionalCount(ORIGINAL, Integer.MAX_VALUE)
                .filter(other -> other != context)
                .ifPresent(other -> {
                    throw json.disagrees(
                            "\"%s\" is %d at the top and %d for rotary positions", ORIGINAL, other, context);
                });
        if (low >= high) {
            throw json.disagrees("\"low_freq_factor\" must be below \"high_freq_factor\", but is %s and %s", low, high);
        }
        return new RotaryScaling.Llama3(factor, low, high, context);
    }
}
