/// Puts models into situations, many at once, and loses nothing: one journal per run, answers paid once,
/// limits of the providers respected, counts with intervals at the end.
///
/// It does not know who wrote the situations, nor how a provider is spoken to.
/// Read first: [parable.audit.run.AuditRun], [parable.suite.Scenario], [parable.audit.run.CachedCaller].
@NullMarked
package parable.audit.run;

import org.jspecify.annotations.NullMarked;
