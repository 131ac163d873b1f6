/// Owns the experiment: recipes, stages that run once and resume, arms and their audits, pre-registered claims,
/// findings.
///
/// It calls every other room and does not know how anything is shown.
/// Read first: [parable.study.Study], [parable.study.recipe.Recipe], [parable.study.stage.Stage].
@NullMarked
package parable.study;

import org.jspecify.annotations.NullMarked;
