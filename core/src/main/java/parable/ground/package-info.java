/// What every other package uses: checks with clear messages, the two exceptions a user sees, hashes,
/// counter-based randomness, strict JSON and YAML, files that are whole or absent.
///
/// It knows nothing of models, text or experiments, and imports no other room.
/// Read first: [parable.ground.RandomStream], [parable.ground.StudyException], [parable.ground.AtomicFile].
@NullMarked
package parable.ground;

import org.jspecify.annotations.NullMarked;
