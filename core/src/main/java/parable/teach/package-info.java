/// Text that explains why, written or edited by a chat model in stages, and the controls that any claim about it needs:
/// the same rows untouched, and the same rows reworded without reasons.
///
/// It does not know how models are trained.
/// Read first: [parable.teach.TeachRecipe], [parable.teach.TeachRun], [parable.teach.Fate].
@NullMarked
package parable.teach;

import org.jspecify.annotations.NullMarked;
