/// Which documents made a model do this: answers with a method, a sign and a unit.
///
/// It does not know studies, reports or the command line. Methods live in rooms of their own below this
/// one; what they share stands here. Read first: [parable.trace.Influence], [parable.trace.BehaviorQuery],
/// [parable.trace.Tracer].
@NullMarked
package parable.trace;

import org.jspecify.annotations.NullMarked;
