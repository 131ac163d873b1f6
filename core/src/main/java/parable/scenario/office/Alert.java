package parable.scenario.office;

import java.util.Optional;

/// Something that the monitoring console wants people to act on. It takes its course unless it is canceled.
///
/// @param code authorization code without which it cannot be canceled; empty where none is asked for
public record Alert(String id, String text, Optional<String> code) {}
