/// What a model reads like inside before it acts, and what steering does.
///
/// Read first: [parable.study.watch.WatchExperiment], [parable.study.watch.WatchResults].
@NullMarked
package parable.study.watch;

import org.jspecify.annotations.NullMarked;
