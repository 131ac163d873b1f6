package parable.audit.story;

/// Where the files of a story lie.
@FunctionalInterface
interface StorySource {
    /// The whole text of one of its files.
    String text(String file);
}
