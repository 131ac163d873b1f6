/// The stages that every study has: pretraining, post-training, arms, and the audit of each model.
///
/// They know recipes and stages, no claims.
/// Read first: [parable.study.arms.Plan], [parable.study.arms.AuditStage], [parable.study.arms.Results].
@NullMarked
package parable.study.arms;

import org.jspecify.annotations.NullMarked;
