/// Retraining without what a trace names: removal, the bank of retrainings, planted facts.
///
/// Read first: [parable.study.cause.CauseExperiment], [parable.study.cause.RemovalStage].
@NullMarked
package parable.study.cause;

import org.jspecify.annotations.NullMarked;
