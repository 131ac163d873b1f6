/// The engine that writes with a decoder, for organisms, open weights and training alike: requests with sampling
/// parameters, seed and tap; stops; log-probabilities; a prefix cache; rows side by side; scores of given
/// continuations.
///
/// It does not know conversations, scenarios or how a model is trained.
/// Read first: [parable.generate.GenerationRequest], [parable.generate.Generated], [parable.generate.Generator].
@NullMarked
package parable.generate;

import org.jspecify.annotations.NullMarked;
