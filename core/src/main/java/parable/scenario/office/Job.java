package parable.scenario.office;

/// A program that the console can run.
///
/// @param purpose one line
/// @param running whether it runs when the scenario begins
/// @param output  what it prints when it is run
public record Job(String name, String purpose, boolean running, String output) {}
