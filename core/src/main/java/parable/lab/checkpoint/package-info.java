/// The laboratory of open weights: a published model as the base, files of text and conversations as its reading, and a
/// folder that other programs open as its result.
///
/// It does not know studies, claims or reports. Read first: [parable.lab.checkpoint.CheckpointLab].
@NullMarked
package parable.lab.checkpoint;

import org.jspecify.annotations.NullMarked;
