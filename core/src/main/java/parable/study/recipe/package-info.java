/// What a study is asked to do: corpora, arms, training, evaluation and experiments, as values.
///
/// Recipes know no stage and run nothing.
/// Read first: [parable.study.recipe.Recipe], [parable.study.recipe.Subject].
@NullMarked
package parable.study.recipe;

import org.jspecify.annotations.NullMarked;
