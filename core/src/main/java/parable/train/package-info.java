/// Training of a model on rows of tokens: packing, objectives, optimizer, schedule, checkpoints and resume, and the
/// curves that training leaves behind.
///
/// It knows tensors, models and token rows. It does not know what the text means, which study asked for the training,
/// or how its outcome is judged.
/// Read first: [parable.train.MetricsLog], [parable.train.TensorBoardWriter].
@NullMarked
package parable.train;

import org.jspecify.annotations.NullMarked;
