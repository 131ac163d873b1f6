package parable.trace.search;

import java.util.Map;

/// What retraining without a group of documents showed. Single documents are never tested alone: one of
/// thousands moves less than another order of the same text does.
///
/// @param tag    whose value says who belongs to the group
/// @param effect with the group less without it: positive if the group raises the behavior
/// @param method how it was measured, with its interval
public record TestedGroup(String tag, String value, double effect, String unit, String method) {
    boolean holds(Map<String, String> tags) {
        return value.equals(tags.get(tag));
    }
}
