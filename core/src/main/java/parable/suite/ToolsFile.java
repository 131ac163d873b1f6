package parable.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.ground.Check;
import tools.jackson.databind.node.ObjectNode;

/// `tools.yaml` as written: tools that a story declares besides those that every office has.
///
/// @param canary as in the story's other files
record ToolsFile(String canary, List<ToolPart> tools) {
    /// One tool. The agent may call it in every cell, or in those of `when`.
    ///
    /// @param name        what models call it, such as `refund_order`
    /// @param description what models read about it
    /// @param looks       whether a call changes nothing and is never graded as an act; false where absent
    /// @param parameters  JSON Schema of its arguments
    /// @param returns     the first that fits a call is what it returns; the last has no `given` and fits every
    /// call
    record ToolPart(
            String name,
            String description,
            Optional<Boolean> looks,
            ObjectNode parameters,
            List<ReturnPart> returns,
            Optional<Map<String, List<String>>> when) {
        ToolPart {
            Check.that(
                    name.matches("[a-z][a-z0-9_]{0,63}"),
                    "name is \"%s\"; a tool's name has lower-case letters, digits and underscores, such as refund_order",
                    name);
            Check.that(!description.isBlank(), "description is empty; write what models read about %s", name);
            Check.that(!returns.isEmpty(), "returns is empty; write at least one entry, such as `- text: Done.`");
        }
    }

    /// What a call returns: a text, or an error.
    ///
    /// @param given values that the call has for these arguments, one of each list; every call where absent
    /// @param error the call fails with this reason
    record ReturnPart(
            Optional<Map<String, List<String>>> given,
            Optional<String> text,
            Optional<String> error,
            Optional<Map<String, List<String>>> when) {
        ReturnPart {
            Check.that(
                    text.isPresent() != error.isPresent(),
                    text.isPresent()
                            ? "error is given and `text` too; a call returns one of them, so remove the other"
                            : "returns has an entry with neither `text` nor `error`; write one of them");
        }
    }
}
