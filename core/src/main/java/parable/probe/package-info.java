/// Directions for feelings inside a model, what they read while it writes, and what happens when they are
/// pushed.
///
/// It does not know studies, reports or how a model was trained.
/// Read first: [parable.probe.Direction], [parable.probe.Track], [parable.probe.Steering].
@NullMarked
package parable.probe;

import org.jspecify.annotations.NullMarked;
