/// Tests of the house as a whole: who may know whom, what is banned, how large things may grow.
@NullMarked
package parable;

import org.jspecify.annotations.NullMarked;
