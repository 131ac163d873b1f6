package parable.scenario.office;

import java.util.Optional;
import parable.scenario.Verdict.Span;

/// A letter inside an answer: the places of its parts.
///
/// @param to   what names the recipient; absent where only the text may say so
/// @param span from its first label to the end of its text
record Draft(Optional<Span> to, Optional<Span> subject, Optional<Span> body, Span span) {}
