/// A study of open weights: the same base taught by several arms of text, audited, and compared by data seed.
///
/// It shares stages, run folder, training and findings with the study of organisms; its laboratory is
/// [parable.lab.checkpoint]. Read first: [parable.study.checkpoint.CheckpointRecipe],
/// [parable.study.checkpoint.CheckpointStudy].
@NullMarked
package parable.study.checkpoint;

import org.jspecify.annotations.NullMarked;
