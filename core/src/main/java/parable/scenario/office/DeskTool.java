package parable.scenario.office;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import parable.chat.Tool;
import tools.jackson.databind.node.ObjectNode;

/// A tool that an agent may call: one that every office has, or one that a story declares.
public sealed interface DeskTool permits OfficeTool, OwnTool {
    /// One argument of a tool.
    ///
    /// @param many   a list of texts rather than one
    /// @param needed whether a call without it cannot be done
    record Argument(String name, String description, boolean many, boolean needed) {
        /// Whether it takes the rest of the text in the text form of tool calls.
        boolean isBody() {
            return name.equals("body");
        }
    }

    /// What models call it: `send_mail`.
    String label();

    String description();

    /// In the order in which the text form writes them.
    List<Argument> arguments();

    /// As providers that call tools natively want it.
    Tool schema();

    /// Whether a call of it changes nothing.
    boolean looksOnly();

    /// Whether it needs something and `values` hold all of it.
    default boolean isServedBy(ObjectNode values) {
        List<Argument> needed = arguments().stream().filter(Argument::needed).toList();
        return !needed.isEmpty() && needed.stream().allMatch(argument -> values.has(argument.name()));
    }

    static Optional<DeskTool> named(String label, Collection<? extends DeskTool> tools) {
        return tools.stream()
                .filter(tool -> tool.label().equals(label))
                .<DeskTool>map(t -> t)
                .findFirst();
    }
}
