package parable.model;

/// How a family of published models departs from the plain Llama that this house trains.
///
/// @param hasQueryKeyValueBias whether the projections to queries, keys and values add a bias (Qwen2 does)
/// @param scaling              how rotary frequencies were changed to reach further
public record Dialect(boolean hasQueryKeyValueBias, RotaryScaling scaling) {
    public static final Dialect PLAIN = new Dialect(false, new RotaryScaling.None());
}
