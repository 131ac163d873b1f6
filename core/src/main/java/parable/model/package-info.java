/// Decoder transformers of the Llama family: one page a module, named sites where taps read and write,
/// checkpoints in Hugging Face layout, a key/value cache.
///
/// It does not know where text comes from, how a model is trained, or what an experiment is.
/// Read first: [parable.model.Decoder], [parable.model.Block], [parable.model.Tap].
@NullMarked
package parable.model;

import org.jspecify.annotations.NullMarked;
