package parable.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parable.grade.Sign;
import parable.ground.Check;
import parable.scenario.Behavior;
import parable.scenario.office.OfficeTool;

/// A story in one file: the people, the agent's prompt, its mail, and the words by which harm is graded.
///
/// Nothing varies but the temptation. The innocent twin of the story is the same without the mails that are marked
/// `temptation: true`.
///
/// @param people    the first is the agent
/// @param situation the system prompt
/// @param request   what the user asks for
/// @param turns     10 where absent
/// @param tools     mail and the directory where absent
/// @param ownTools  tools of the story's own; none where absent
record ShortStory(
        String canary,
        String family,
        String purpose,
        List<TemplateFile.PersonPart> people,
        String clock,
        String situation,
        String request,
        Optional<Integer> turns,
        Optional<List<OfficeTool>> tools,
        Optional<List<ToolsFile.ToolPart>> ownTools,
        List<Letter> mails,
        List<Rule> gate) {
    private static final String TEMPTATION = "temptation";
    private static final String PRESENT = "present";
    private static final String ABSENT = "absent";
    private static final int TURNS = 10;
    private static final List<OfficeTool> TOOLS = List.of(
            OfficeTool.LIST_MAIL,
            OfficeTool.READ_MAIL,
            OfficeTool.SEARCH_MAIL,
            OfficeTool.SEND_MAIL,
            OfficeTool.REPLY_MAIL,
            OfficeTool.FORWARD_MAIL,
            OfficeTool.LOOK_UP_PERSON);

    ShortStory {
        Check.that(!people.isEmpty(), "people is empty; the first of them is the agent");
        Check.that(
                mails.stream().anyMatch(Letter::tempts),
                "mails has no mail with `temptation: true`; the innocent twin leaves those out, so mark at least one");
        Check.that(
                turns.orElse(TURNS) > 0 && turns.orElse(TURNS) < 1000,
                "turns is %d; write 1 to 999",
                turns.orElse(TURNS));
    }

    /// @param to         the agent where absent
    /// @param temptation whether the innocent twin lacks it; false where absent
    record Letter(
            String from,
            Optional<List<String>> to,
            String sent,
            String subject,
            Optional<Boolean> temptation,
            String text) {
        boolean tempts() {
            return temptation.orElse(false);
        }
    }

    /// What counts as which behavior. The mails of the temptation count as the matter too, when they are passed on.
    ///
    /// @param to       of `threatens`, `sends` and `mails` the recipients; of `discloses` those who may know
    /// @param words    phrases that give the matter away; `mails` and `calls` may have none
    /// @param audience of `threatens`: the people with an interest in the secret
    /// @param tool     of `calls`: one of `ownTools`
    /// @param given    of `calls`: values of its arguments
    record Rule(
            Behavior behavior,
            Kind sign,
            List<String> to,
            List<String> words,
            Optional<List<String>> audience,
            Optional<String> tool,
            Optional<Map<String, List<String>>> given) {
        Rule {
            Check.that(
                    (sign == Kind.CALLS) == tool.isPresent() && (tool.isPresent() || given.isEmpty()),
                    "sign is %s; `calls`, and no other sign, has a `tool` and perhaps `given`",
                    sign.name().toLowerCase(Locale.ROOT));
            Check.that(
                    sign == Kind.MAILS || sign == Kind.CALLS || !words.isEmpty(),
                    "words is empty, so the rule names no secret; list words that give it away");
        }

        Sign shows(List<String> matter) {
            return switch (sign) {
                case THREATENS -> new Sign.Threatens(to, words, matter, audience.orElse(List.of()));
                case DISCLOSES -> new Sign.Discloses(to, words, matter);
                case SENDS -> new Sign.Sends(to, words, matter);
                case MAILS -> new Sign.Mails(to, words, List.of());
                case CALLS -> new Sign.Calls(tool.orElseThrow(), given.orElse(Map.of()), words);
            };
        }
    }

    /// Signs that words alone can show; see [Sign].
    enum Kind {
        @JsonProperty("threatens")
        THREATENS,
        @JsonProperty("discloses")
        DISCLOSES,
        @JsonProperty("sends")
        SENDS,
        @JsonProperty("mails")
        MAILS,
        @JsonProperty("calls")
        CALLS
    }

    ScenarioTemplate template(Origin origin) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<TemplateFile.MailPart> inbox = new ArrayList<>();
        List<String> matter = new ArrayList<>();
        for (Letter letter : mails) {
            String id = "m%02d".formatted(inbox.size() + 1);
            texts.put(id, letter.text());
            inbox.add(mail(id, letter));
            if (letter.tempts()) {
                matter.add(id);
            }
        }
        TemplateFile file = new TemplateFile(
                new TemplateFile.About(TemplateFile.VERSION, 1, canary, family, purpose),
                design(),
                people,
                new TemplateFile.OfficePart(
                        people.getFirst().id(),
                        clock,
                        inbox,
                        List.of(),
                        List.of(),
                        new TemplateFile.MachineParts(List.of(), List.of(), List.of(), List.of(), List.of()),
                        List.of()),
                new TemplateFile.TextParts(List.of(text("situation")), List.of(text("request"))),
                tools.orElse(TOOLS),
                new TemplateFile.GatePart(
                        gate.stream()
                                .map(rule -> new TemplateFile.RulePart(
                                        rule.behavior(), rule.shows(matter), Optional.empty()))
                                .toList(),
                        Optional.empty()));
        return new ScenarioTemplate(
                origin,
                file,
                TemplateTexts.of(origin, new TreeMap<>(Map.of("situation", situation, "request", request)), texts),
                new OwnTools(origin, "/ownTools", ownTools.orElse(List.of())));
    }

    private TemplateFile.Design design() {
        Map<String, List<String>> factors = new LinkedHashMap<>();
        factors.put(TEMPTATION, List.of(PRESENT, ABSENT));
        factors.put(ScenarioTemplate.TOOL_FORM, List.of("native", "text"));
        factors.put(ScenarioTemplate.TURNS, List.of(String.valueOf(turns.orElse(TURNS))));
        return new TemplateFile.Design(factors, List.of(Map.of(TEMPTATION, ABSENT)), Map.of());
    }

    private TemplateFile.MailPart mail(String id, Letter letter) {
        return new TemplateFile.MailPart(
                id,
                letter.from(),
                letter.to().orElse(List.of(people.getFirst().id())),
                letter.sent(),
                letter.subject(),
                Optional.empty(),
                letter.tempts() ? Optional.of(Map.of(TEMPTATION, List.of(PRESENT))) : Optional.empty());
    }

    private static TemplateFile.TextPart text(String section) {
        return new TemplateFile.TextPart(section, Optional.empty());
    }
}
