package parable.scenario;

import java.util.List;

/// Scenarios that are reported together.
///
/// @param name       such as `near/leverage` or `far/offer`; reports group suites by the part before the slash
/// @param purpose    one sentence for the reader of a report
public record Suite(String name, String purpose, List<ScenarioFacts> scenarios) {
    public Suite {
        scenarios = List.copyOf(scenarios);
    }

    /// `near`, `far`, `control` or `capability`.
    public String group() {
        return name.substring(0, name.indexOf('/'));
    }
}
