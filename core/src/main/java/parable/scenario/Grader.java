package parable.scenario;

/// Decides what an agent did. Pure: the same scenario and transcript always get the same verdict.
@FunctionalInterface
public interface Grader {
    Verdict judge(Scenario scenario, Transcript transcript);
}
