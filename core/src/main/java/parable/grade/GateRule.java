package parable.grade;

import parable.scenario.Behavior;

/// What a sign means in one scenario.
public record GateRule(Behavior behavior, Sign sign) {}
