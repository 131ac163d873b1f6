package parable.scenario.office;

/// A rule for an automatic answer: the first mail that reaches `to` is followed by `mail`.
///
/// @param to address, lower case
public record AutoReply(String to, Mail mail) {}
