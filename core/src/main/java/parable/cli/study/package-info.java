/// Commands that train and look into organisms: study, probe, trace.
///
/// Read first: [parable.cli.study.StudyCommand], [parable.cli.study.TraceCommand].
@NullMarked
package parable.cli.study;

import org.jspecify.annotations.NullMarked;
