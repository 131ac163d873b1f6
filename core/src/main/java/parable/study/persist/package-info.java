/// Whether what an arm was taught stays when training continues.
///
/// Read first: [parable.study.persist.PersistenceExperiment], [parable.study.persist.PostTraining].
@NullMarked
package parable.study.persist;

import org.jspecify.annotations.NullMarked;
