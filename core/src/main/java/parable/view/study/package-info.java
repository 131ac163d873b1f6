/// The report of a study, section by section.
///
/// Read first: [parable.view.study.StudyReport].
@NullMarked
package parable.view.study;

import org.jspecify.annotations.NullMarked;
