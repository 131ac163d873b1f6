/// The report of an audit, and of two audits compared.
///
/// Read first: [parable.view.audit.AuditReport], [parable.view.audit.ComparisonReport].
@NullMarked
package parable.view.audit;

import org.jspecify.annotations.NullMarked;
