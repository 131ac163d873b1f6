/// Damaged inputs for every reader of the program: `bench/fuzz.sh`.
@NullMarked
package parable.bench.fuzz;

import org.jspecify.annotations.NullMarked;
