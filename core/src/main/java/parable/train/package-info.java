/// Trains models on rows of tokens, on rewards and on preferences: packing, objectives, optimizer, schedule,
/// checkpoints that resume bit for bit.
///
/// It does not know what the text means, nor which experiment a run belongs to.
/// Read first: [parable.train.Training], [parable.train.TokenRows], [parable.train.Course].
@NullMarked
package parable.train;

import org.jspecify.annotations.NullMarked;
