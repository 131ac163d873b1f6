/// Statistics of rates near 0 and 1: intervals, paired and clustered comparison, multiplicity, equivalence, power.
///
/// It does not know what is being counted: no models, no audits, no files.
/// Read first: [parable.stats.Estimate], [parable.stats.Interval].
@NullMarked
package parable.stats;

import org.jspecify.annotations.NullMarked;
