/// Our side of the measurements in `bench/`: the public API of [parable.train], [parable.model] and
/// [parable.tensor], timed as the Python peers time theirs.
///
/// It knows sizes and clocks, not studies. Read first: [parable.bench.Bench], [parable.bench.Timing].
@NullMarked
package parable.bench;

import org.jspecify.annotations.NullMarked;
