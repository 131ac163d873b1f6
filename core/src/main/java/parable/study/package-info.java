/// Owns the experiment: recipes, stages that run once and resume, arms and their audits, pre-registered claims,
/// findings.
///
/// It calls every other room and does not know how anything is shown.
/// Read first: [parable.study.Recipe], [parable.study.Stage], [parable.study.Study].
@NullMarked
package parable.study;

import org.jspecify.annotations.NullMarked;
