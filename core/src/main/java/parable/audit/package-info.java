/// Audits: models put through suites, runs that are stored and resumed, and what is counted in them.
///
/// It does not know how a model was trained, nor which arm of a study it belongs to.
/// Read first: [parable.audit.run.AuditRun], [parable.audit.run.StoredRun], [parable.audit.claims.Gate].
@NullMarked
package parable.audit;

import org.jspecify.annotations.NullMarked;
