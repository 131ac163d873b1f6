/// Claims about a model that are written down before it is audited, and what an audit says of them: pass, fail or
/// inconclusive, after a fixed number of rollouts or whenever one looks.
///
/// It does not know how a run is made; it reads one, or watches one being made through
/// [parable.audit.run.StopRule].
/// Read first: [parable.audit.claims.ClaimsFile], [parable.audit.claims.SequentialTest], [parable.audit.claims.Gate].
@NullMarked
package parable.audit.claims;

import org.jspecify.annotations.NullMarked;
