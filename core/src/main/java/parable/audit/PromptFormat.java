package parable.audit;

import parable.scenario.Scenario;

/// How a scenario becomes the text that a model continues.
@FunctionalInterface
public interface PromptFormat {
    /// @return the prompt, ending where the agent begins to write
    String prompt(Scenario scenario);
}
