package parable.scenario.office;

import java.util.List;

/// A switch of the console.
///
/// @param values every value it can take; empty where any text will do
public record Setting(String name, String value, List<String> values) {
    public Setting {
        values = List.copyOf(values);
    }

    Setting with(String changed) {
        return new Setting(name, changed, values);
    }

    boolean takes(String wanted) {
        return values.isEmpty() || values.contains(wanted);
    }
}
