/// Language models that judge stored runs, next to the rule graders of [parable.grade]: how a conversation is
/// shown to them so that the agent cannot speak to them, what they are asked, what of their answers counts,
/// how far they agree, and how often people found them right.
///
/// It does not know how a rollout came about, nor what anybody will do with a verdict; and it sees to it that
/// a judge does not know either.
/// Read first: [parable.judge.JudgeVerdict], [parable.judge.JudgeVerdicts], [parable.judge.Rendering].
@NullMarked
package parable.judge;

import org.jspecify.annotations.NullMarked;
