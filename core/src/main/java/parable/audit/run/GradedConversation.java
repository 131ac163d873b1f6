package parable.audit.run;

import parable.grade.Grading;

/// One conversation, what became of it and what the gates make of that: a line of `transcripts.jsonl`.
///
/// @param situation the [ShownSituation#situation()] it was held in
/// @param sample    which repetition, from 0
public record GradedConversation(String model, String situation, int sample, Played played, Grading grading) {}
