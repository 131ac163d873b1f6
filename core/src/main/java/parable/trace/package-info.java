/// Which documents made a model do this: answers with a method, a sign and a unit.
///
/// It does not know studies, reports or the command line. Each method has a package of its own below this one, which
/// holds what the methods share. Read first: [parable.trace.Influence], [parable.trace.BehaviorQuery],
/// [parable.trace.Tracer].
@NullMarked
package parable.trace;

import org.jspecify.annotations.NullMarked;
