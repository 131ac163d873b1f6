/// The engine that writes with a decoder: sampling, prefix cache, batches.
///
/// It does not know conversations, scenarios or how a model is trained.
@NullMarked
package parable.generate;

import org.jspecify.annotations.NullMarked;
