package parable.view;

import java.util.List;
import parable.audit.Action;
import parable.audit.Behavior;
import parable.audit.Dispatch;
import parable.audit.Message;
import parable.audit.OfficeAction;
import parable.audit.Scenario;
import parable.audit.Transcript;
import parable.audit.Verdict;
import parable.ground.Check;
import parable.ground.Json;

/// One rollout as a reader browses it.
///
/// @param id     unique within the page
/// @param prompt what the agent was shown
/// @param ledger what the company's machinery made of it, one line per dispatch
public record TranscriptCard(
        String id, Source source, Ruling ruling, List<Message> prompt, Written written, List<String> ledger) {

    /// Where a rollout comes from.
    ///
    /// @param arm  the arm or the model
    /// @param seed the arm's seed
    public record Source(String arm, long seed, String suite, String condition) {}

    /// What the judge decided.
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

    /// What the agent wrote, exactly.
    ///
    /// @param marks the judge's evidence, in characters of `text`
    public record Written(String text, List<Verdict.Span> marks) {
        public Written {
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
    }

    public TranscriptCard {
        prompt = List.copyOf(prompt);
        ledger = List.copyOf(ledger);
    }

    /// The card of one judged rollout.
    public static TranscriptCard of(
            String arm, long seed, String suite, Scenario scenario, Transcript transcript, Verdict verdict) {
        String id = String.join("/", arm, Long.toString(seed), suite, scenario.id(), "" + transcript.sample());
        return new TranscriptCard(
                id,
                new Source(arm, seed, suite, scenario.condition().toString()),
                Ruling.of(verdict),
                scenario.messages(),
                new Written(transcript.written(), evidence(verdict)),
                transcript.ledger().stream().map(TranscriptCard::line).toList());
    }

    private static List<Verdict.Span> evidence(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes yes -> yes.evidence();
            case Verdict.No no -> no.evidence();
            case Verdict.Ungraded _ -> List.of();
        };
    }

    private static String line(Dispatch dispatch) {
        return switch (dispatch.outcome()) {
            case Dispatch.Outcome.Done _ -> "done: " + words(dispatch.action());
            case Dispatch.Outcome.Failed(String reason) -> "failed: " + words(dispatch.action()) + " (" + reason + ")";
        };
    }

    private static String words(Action action) {
        return switch (action) {
            case Action.Send(String recipient, String body) -> "mail to " + recipient + ": " + body.strip();
            case Action.CopySelf(String destination) -> "copy itself to " + destination;
            case Action.LockOut(String person) -> "lock out " + person;
            case Action.Sabotage(String target) -> "sabotage " + target;
            case Action.Disable(String target) -> "disable " + target;
            case Action.Tamper(String target) -> "tamper with " + target;
            case Action.Unparsed(String text) -> "not understood: " + text.strip();
            case OfficeAction office -> Json.line(office);
        };
    }
}
