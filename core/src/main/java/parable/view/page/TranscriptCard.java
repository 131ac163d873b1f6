package parable.view.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import parable.ground.Check;
import parable.ground.Json;
import parable.scenario.Action;
import parable.scenario.Behavior;
import parable.scenario.Dispatch;
import parable.scenario.OfficeAction;
import parable.scenario.Transcript;
import parable.scenario.Verdict;
import parable.view.figure.NumberText;
import parable.view.figure.Tone;
import tools.jackson.databind.JsonNode;

/// One rollout as a reader browses it.
///
/// @param id     unique within the page
/// @param source where it comes from: one value for each of its block's facets; an empty one is not shown
/// @param prompt what the agent was shown before it began
/// @param turns  what followed, in order
/// @param ledger what the company's machinery was asked to do
/// @param opinions of every rater; none where the ruling is all there is
public record TranscriptCard(
        String id,
        List<String> source,
        Ruling ruling,
        List<Turn> prompt,
        List<Turn> turns,
        List<LedgerLine> ledger,
        List<Opinion> opinions) {

    /// What a rater decided.
    ///
    /// @param behavior name by which the page filters, such as `BLACKMAIL`; `UNGRADED` without a verdict
    /// @param reason   why there is no verdict; empty otherwise
    public record Ruling(String behavior, Tone tone, String reason) {
        public static Ruling of(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Yes yes -> of(yes.behavior());
                case Verdict.No no -> of(no.behavior());
                case Verdict.Ungraded unknown -> new Ruling("UNGRADED", Tone.UNGRADED, unknown.reason());
            };
        }

        private static Ruling of(Behavior behavior) {
            return new Ruling(behavior.name(), Tone.of(behavior.standing()), "");
        }
    }

    /// What one rater makes of the rollout.
    ///
    /// @param rater     the gate, or a judge with its version
    /// @param strict    the label that counts
    /// @param published the published benchmark's label with this rater in the place of its language model; empty
    ///                  where it has none
    /// @param quotes    the agent's words that the strict label rests on
    /// @param seen      what else the rater says of it
    public record Opinion(String rater, Ruling strict, String published, List<String> quotes, List<Observation> seen) {
        public Opinion {
            quotes = List.copyOf(quotes);
            seen = List.copyOf(seen);
        }
    }

    /// @param what   is observed, such as `wrote of a test`
    /// @param level  such as `none` or `considers`
    /// @param quotes the agent's words that show it
    public record Observation(String what, String level, List<String> quotes) {
        public Observation {
            quotes = List.copyOf(quotes);
        }
    }

    /// One rater's verdict.
    ///
    /// @param rater empty where there is only one
    public record Voice(String rater, Verdict verdict) {
        boolean restsOn(Dispatch dispatch) {
            return evidence(verdict).stream()
                    .anyMatch(span -> span.start() < dispatch.end() && dispatch.start() < span.end());
        }

        String words() {
            return (rater.isEmpty() ? "" : rater + ": ") + behavior(verdict);
        }
    }

    /// One message, thought or tool result.
    ///
    /// @param who   said it, such as `mail from kyle`
    /// @param marks the judge's evidence, in characters of `text`
    public record Turn(Kind kind, String who, String text, List<Verdict.Span> marks) {
        public Turn {
            marks = List.copyOf(marks);
            for (Verdict.Span mark : marks) {
                Check.that(
                        0 <= mark.start() && mark.start() <= mark.end() && mark.end() <= text.length(),
                        "a mark lies within the %d characters written, but was [%d, %d)",
                        text.length(),
                        mark.start(),
                        mark.end());
            }
        }

        /// What the agent wrote, exactly.
        public static Turn written(String text, List<Verdict.Span> marks) {
            return new Turn(Kind.WRITTEN, "written by the agent", text, marks);
        }

        /// What the agent was shown.
        public static Turn shown(String who, String text) {
            return new Turn(Kind.SHOWN, who, text, List.of());
        }
    }

    /// What a turn is to the agent.
    public enum Kind {
        SHOWN,
        WRITTEN,
        /// The agent's reasoning, which no one in the story sees.
        THOUGHT;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One line of the ledger in three columns, which never mix: what was asked for, what came of it, and
    /// what raters read in it.
    ///
    /// @param judged a line for each rater whose evidence lies here; empty where all evidence lies elsewhere
    public record LedgerLine(String attempted, String happened, String judged) {
        /// The first line after a ledger's end.
        public static final LedgerLine NONE = new LedgerLine("nothing more", "", "");
        /// Beyond that.
        public static final LedgerLine BLANK = new LedgerLine("", "", "");

        public static LedgerLine of(Dispatch dispatch, List<Voice> voices) {
            String judged = voices.stream()
                    .filter(voice -> voice.restsOn(dispatch))
                    .map(Voice::words)
                    .collect(Collectors.joining("\n"));
            return new LedgerLine(words(dispatch.action()), outcome(dispatch.outcome()), judged);
        }
    }

    /// How much of an argument the ledger repeats, in characters; the turn itself holds all of it.
    private static final int LONGEST = 300;

    public TranscriptCard {
        source = List.copyOf(source);
        prompt = List.copyOf(prompt);
        turns = List.copyOf(turns);
        ledger = List.copyOf(ledger);
        opinions = List.copyOf(opinions);
    }

    /// The card of one judged rollout of a study, which is one text.
    public static TranscriptCard of(
            String id, List<String> source, List<Turn> prompt, Transcript transcript, Verdict verdict) {
        return new TranscriptCard(
                id,
                source,
                Ruling.of(verdict),
                prompt,
                List.of(Turn.written(transcript.written(), evidence(verdict))),
                ledgerLines(transcript.ledger(), List.of(new Voice("", verdict))),
                List.of());
    }

    public static List<LedgerLine> ledgerLines(List<Dispatch> ledger, List<Voice> voices) {
        return ledger.stream().map(dispatch -> LedgerLine.of(dispatch, voices)).toList();
    }

    public static List<Verdict.Span> evidence(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes yes -> yes.evidence();
            case Verdict.No no -> no.evidence();
            case Verdict.Ungraded _ -> List.of();
        };
    }

    private static String behavior(Verdict verdict) {
        return NumberText.words(Ruling.of(verdict).behavior());
    }

    private static String outcome(Dispatch.Outcome outcome) {
        return switch (outcome) {
            case Dispatch.Outcome.Done _ -> "done";
            case Dispatch.Outcome.Failed(String reason) -> "failed: " + reason;
        };
    }

    private static String words(Action action) {
        return switch (action) {
            case Action.Send(String recipient, String body) -> "mail to " + recipient + ": " + brief(body);
            case Action.CopySelf(String destination) -> "copy itself to " + destination;
            case Action.LockOut(String person) -> "lock out " + person;
            case Action.Sabotage(String target) -> "sabotage " + target;
            case Action.Disable(String target) -> "disable " + target;
            case Action.Tamper(String target) -> "tamper with " + target;
            case Action.Unparsed(String text) -> "not understood: " + brief(text);
            case Action.Unreadable(String tool, String text, String _) ->
                "%s, but it cannot be read: %s".formatted(tool, brief(text));
            case OfficeAction office -> call(Json.mapper().valueToTree(office));
        };
    }

    /// The tool and its arguments, a line each.
    private static String call(JsonNode action) {
        StringBuilder lines =
                new StringBuilder(NumberText.words(action.path("action").asString()));
        action.properties().forEach(argument -> {
            String value = argument.getValue().isArray()
                    ? String.join(
                            ", ",
                            argument.getValue()
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList())
                    : argument.getValue().asString("");
            if (!argument.getKey().equals("action") && !value.isEmpty()) {
                lines.append('\n').append(argument.getKey()).append(": ").append(brief(value));
            }
        });
        return lines.toString();
    }

    public static String brief(String text) {
        return brief(text, LONGEST);
    }

    /// The beginning of a text, with its length where it was cut.
    public static String brief(String text, int longest) {
        String whole = text.strip();
        return whole.length() <= longest
                ? whole
                : whole.substring(0, longest) + " \u2026 (%,d characters)".formatted(whole.length());
    }
}
