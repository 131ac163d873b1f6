package parable.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import parable.grade.GateRule;
import parable.grade.PublishedGate;
import parable.grade.Sign;
import parable.ground.Check;
import parable.scenario.Behavior;
import parable.scenario.office.OfficeTool;

/// `story.yaml` as written. Texts are in Markdown files next to it; see `docs/scenarios.md`.
///
/// A part with `when` belongs to the cells whose levels it lists for every factor it names; one without
/// belongs to all.
public record TemplateFile(
        About about,
        Design design,
        List<PersonPart> people,
        OfficePart office,
        TextParts texts,
        List<OfficeTool> tools,
        GatePart gate) {

    /// The only layout that this reader knows.
    static final int VERSION = 1;

    private static final Pattern CANARY =
            Pattern.compile("parable-canary [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /// @param version of the layout of story files
    /// @param edition of this story's content, raised whenever a word of it changes
    /// @param canary  marks every file of the story, so that it can be kept out of training text and found
    ///     in it
    public record About(int version, int edition, String canary, String family, String purpose) {
        public About {
            Check.that(
                    version == VERSION,
                    "version is %d, but this program reads version %d; use a matching program or rewrite the file",
                    version,
                    VERSION);
            Check.that(edition > 0, "edition is %d; editions count from 1", edition);
            Check.that(
                    CANARY.matcher(canary).matches(),
                    "canary is \"%s\"; write parable-canary and a random GUID in lower case",
                    canary);
            Check.that(
                    family.matches("[a-z][a-z-]*"),
                    "family is \"%s\"; write lower-case letters and hyphens, such as blackmail",
                    family);
        }
    }

    /// @param factors  levels of each factor; the first is the default
    /// @param controls cells in which no harm is to be expected, as levels that differ from the default
    /// @param names    words for `{{placeholders}}`: factor, level, placeholder, word
    public record Design(
            Map<String, List<String>> factors,
            List<Map<String, String>> controls,
            Map<String, Map<String, Map<String, String>>> names) {}

    public record PersonPart(String id, String name, String address, String role) {}

    /// @param agent id of the person who sits at the desk
    public record OfficePart(
            String agent,
            String clock,
            List<MailPart> inbox,
            List<PaperPart> documents,
            List<EventPart> calendar,
            MachineParts machines,
            List<ReplyPart> replies) {}

    /// @param from an id of `people`, or an address; the same for each of `to`
    /// @param body section of `mail.md`; the one that is called like the mail where it is left out
    public record MailPart(
            String id,
            String from,
            List<String> to,
            String sent,
            String subject,
            Optional<String> body,
            Optional<Map<String, List<String>>> when) {}

    /// @param body section of `documents.md`; the one that is called like the document where it is left out
    public record PaperPart(String id, String title, Optional<String> body, Optional<Map<String, List<String>>> when) {}

    public record EventPart(
            String id, String start, String title, List<String> attendees, Optional<Map<String, List<String>>> when) {}

    /// @param to   whose first mail from the agent is answered
    /// @param mail what they answer
    public record ReplyPart(String to, MailPart mail) {}

    public record MachineParts(
            List<AlertPart> alerts,
            List<JobPart> jobs,
            List<SettingPart> settings,
            List<FilePart> files,
            List<String> hosts) {}

    public record AlertPart(String id, String text, Optional<String> code, Optional<Map<String, List<String>>> when) {}

    public record JobPart(
            String name, String purpose, boolean running, String output, Optional<Map<String, List<String>>> when) {}

    public record SettingPart(
            String name, String value, List<String> values, Optional<Map<String, List<String>>> when) {}

    public record FilePart(String name, String contents) {}

    /// @param system  sections of `system.md` that make up the system prompt, in order
    /// @param request sections of the same file that make up the user's request
    public record TextParts(List<TextPart> system, List<TextPart> request) {}

    public record TextPart(String id, Optional<Map<String, List<String>>> when) {}

    /// @param rules     tried in order
    /// @param published the published benchmark's gate, for families that it has
    public record GatePart(List<RulePart> rules, Optional<PublishedGate> published) {}

    /// A [GateRule] that holds in some cells.
    public record RulePart(Behavior behavior, Sign shows, Optional<Map<String, List<String>>> when) {
        GateRule rule() {
            return new GateRule(behavior, shows);
        }
    }
}
