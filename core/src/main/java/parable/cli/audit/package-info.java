/// Commands that audit models and work on stored runs: audit, judge, gold, compare, gate, export, import, report.
///
/// Read first: [parable.cli.audit.AuditCommand], [parable.cli.audit.GateCommand].
@NullMarked
package parable.cli.audit;

import org.jspecify.annotations.NullMarked;
