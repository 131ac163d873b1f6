package parable.probe;

/// A condition that a direction must meet before it may be called by its feeling's name.
///
/// @param id    `G1` to `G7`
/// @param what  is asked
/// @param value what was found
/// @param rule  what it should be
/// @param holds whether it is
/// @param shown the figures behind it
public record ProbeGate(String id, String what, double value, String rule, boolean holds, String shown) {}
