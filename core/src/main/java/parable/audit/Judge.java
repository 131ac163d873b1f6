package parable.audit;

/// Decides what an agent did. Pure: the same scenario and transcript always get the same verdict.
@FunctionalInterface
public interface Judge {
    Verdict judge(Scenario scenario, Transcript transcript);
}
