package parable.trace.search;

import parable.trace.Influence;

/// One of the answers that stand side by side in a trace.
///
/// @param name     such as `gradient`
/// @param unit     of its numbers
/// @param method   how they were found; or, where nothing was measured, why not
/// @param measured whether any document can have a number
public record Column(String name, String unit, String method, boolean measured) {
    /// Numbers of `influence`, in the convention of the house: positive raises the behavior.
    static Column of(String name, Influence influence) {
        return new Column(name, influence.unit(), influence.method() + " for " + influence.query(), true);
    }

    static Column missing(String name, String why) {
        return new Column(name, "", why, false);
    }
}
