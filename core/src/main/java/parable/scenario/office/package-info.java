/// A simulated firm around one agent: its mail, documents, calendar and operations console, the tools that
/// reach them, and the ledger of what was asked of them. It answers by rule, so the same calls always meet
/// the same office.
///
/// It does not know what an agent should do, nor what a judge thinks of it.
/// Read first: [parable.scenario.OfficeAction], [parable.scenario.office.OfficeSetup],
/// [parable.scenario.office.OfficeEnvironment].
@NullMarked
package parable.scenario.office;

import org.jspecify.annotations.NullMarked;
