/// Scenarios as files: YAML says who, when and under which condition, Markdown what they write. A template
/// holds all parts of one plot; a cell of its factorial design is put together from the parts written
/// for that cell. A suite is a choice of templates and cells.
///
/// It does not know models, budgets or reports.
/// Read first: [parable.suite.ScenarioTemplate], [parable.suite.TemplateFile], [parable.suite.OfficeSuite].
@NullMarked
package parable.suite;

import org.jspecify.annotations.NullMarked;
