package parable.trace;

import java.util.Optional;

/// What a run has measured about its documents beside their words. An answer that is missing is said to be: it is no 0.
///
/// @param gradient scores of a gradient method; empty where no stage computed any
/// @param tested   effects that retraining found; empty where none was tested
public record Evidence(Optional<Influence> gradient, Optional<Influence> tested) {
    public static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty());

    static final String GRADIENT = "gradient", TESTED = "tested effect";

    Column gradientColumn() {
        return gradient.map(influence -> Column.of(GRADIENT, influence))
                .orElseGet(() -> Column.missing(GRADIENT, "not measured: no stage of this run scores its documents"));
    }

    Column testedColumn() {
        return tested.map(influence -> Column.of(TESTED, influence))
                .orElseGet(() -> Column.missing(TESTED, "not measured: nothing was removed and retrained"));
    }

    static Optional<Double> score(Optional<Influence> influence, String document) {
        return influence.flatMap(
                known -> Optional.ofNullable(known.raising().scores().get(document)));
    }
}
