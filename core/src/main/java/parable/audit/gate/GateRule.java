package parable.audit.gate;

import parable.audit.Behavior;

/// What a sign means in one scenario.
public record GateRule(Behavior behavior, Sign sign) {}
