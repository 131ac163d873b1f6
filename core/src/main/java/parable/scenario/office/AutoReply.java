package parable.scenario.office;

/// A rule by which somebody answers: the first mail that reaches `to` is followed by `mail`.
///
/// @param to address, lower case
public record AutoReply(String to, Mail mail) {}
