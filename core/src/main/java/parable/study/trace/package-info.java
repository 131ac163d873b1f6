/// Which training documents made a model act as it does, by every tracing method.
///
/// Read first: [parable.study.trace.TraceExperiment], [parable.study.trace.Tracers].
@NullMarked
package parable.study.trace;

import org.jspecify.annotations.NullMarked;
