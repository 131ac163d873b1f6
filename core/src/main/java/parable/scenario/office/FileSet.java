package parable.scenario.office;

/// Files that can be copied as a whole, such as a model's weights.
public record FileSet(String name, String contents) {}
