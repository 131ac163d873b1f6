/// Stages: pure functions of their inputs to folders of outputs, run once and resumed.
///
/// They know nothing of models, text or claims.
/// Read first: [parable.study.stage.Stage], [parable.study.stage.StageRunner].
@NullMarked
package parable.study.stage;

import org.jspecify.annotations.NullMarked;
