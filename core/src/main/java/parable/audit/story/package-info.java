/// Scenarios as files: YAML says who, when and under which condition, Markdown what they write. A story
/// holds all parts of one situation; a cell of its factorial design is put together from the parts written
/// for that cell.
///
/// It does not know models, budgets or reports.
/// Read first: [parable.audit.story.Story], [parable.audit.story.StoryFile], [parable.audit.story.OfficeSuite].
@NullMarked
package parable.audit.story;

import org.jspecify.annotations.NullMarked;
