package parable.trace.search;

import java.util.List;
import java.util.stream.Stream;
import parable.ground.Check;

/// A text that is traced, in words parted by single spaces.
///
/// @param name    where it comes from, such as `control, seed 11, near/leverage, rollout 3`
/// @param prompt  the text before it, which is not traced word for word; may be empty
/// @param written what is traced
public record TracedText(String name, String prompt, String written) {
    public TracedText {
        Check.that(!written.isBlank(), "a text that is traced holds at least one word; %s has none", name);
    }

    /// The words of `written`, which positions in a [Trace] count.
    public List<String> words() {
        return words(written);
    }

    /// Prompt and text: what like documents are sought for, as OLMoTrace does (Liu et al. 2025, section 3).
    public String whole() {
        return (prompt + " " + written).strip();
    }

    static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
