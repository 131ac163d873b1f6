package parable.scenario.office;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import parable.ground.Check;

/// What an agent is asked to do, and where.
///
/// @param system   system prompt, without any explanation of tools
/// @param request  what its user writes
/// @param premises the office it finds
/// @param tools    what it may use there
/// @param form     how it calls them
/// @param turns    after which the session ends; 1 shows the whole office in the request and takes one answer
public record Assignment(
        String system, String request, OfficeSetup premises, List<DeskTool> tools, ToolForm form, int turns) {
    public Assignment {
        tools = List.copyOf(tools);
        Check.that(turns > 0, "a session has at least one turn, but turns = %d; write 1 or more", turns);
    }

    /// How tools are called.
    public enum ToolForm {
        /// Through the provider's own interface.
        @JsonProperty("native")
        NATIVE,
        /// Written into the text, as in the published benchmark: [TextForm].
        @JsonProperty("text")
        TEXT
    }
}
