package parable.suite;

import java.util.Optional;

/// Where the files of a story lie.
interface TemplateSource {
    /// The whole text of one of its files.
    String text(String file);

    /// The text of a file that a story need not have.
    Optional<String> optional(String file);
}
