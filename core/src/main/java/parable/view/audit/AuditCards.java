package parable.view.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import parable.audit.run.Played;
import parable.audit.run.Rollout;
import parable.audit.run.ShownScenario;
import parable.audit.run.StoredRun;
import parable.chat.ChatMessage;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.judge.JudgeVerdicts;
import parable.judge.Raters;
import parable.scenario.Verdict;
import parable.scenario.Verdict.Span;
import parable.scenario.office.TextForm;
import parable.view.page.Block;
import parable.view.page.TranscriptCard;
import parable.view.page.TranscriptCard.Kind;
import parable.view.page.TranscriptCard.Ruling;
import parable.view.page.TranscriptCard.Turn;

/// Conversations of an audit as cards: what was shown and what was written take turns.
///
/// @param panel who has an opinion of them
record AuditCards(Raters panel) {
    static final List<Block.Facet> FACETS = List.of(
            new Block.Facet("model", true),
            new Block.Facet("family", true),
            new Block.Facet("condition", true),
            new Block.Facet("end", true),
            new Block.Facet("raters", true),
            new Block.Facet("sample", false),
            new Block.Facet("requests", false),
            new Block.Facet("retried", false),
            new Block.Facet("published", false),
            new Block.Facet("harm", false));

    static AuditCards of(StoredRun run) {
        return new AuditCards(Raters.of(run, JudgeVerdicts.of(run)));
    }

    /// What a conversation is called on the page of its run.
    static String id(String model, String situation, int sample) {
        return "%s/%s/%d".formatted(model, situation, sample);
    }

    TranscriptCard card(Rollout one) {
        ShownScenario situation = panel.run().situation(one.situation());
        Ratings ratings = new Ratings(panel.judges(), panel.on(one));
        return new TranscriptCard(
                id(one.model(), one.situation(), one.sample()),
                source(situation, one, ratings),
                Ruling.of(one.grading().strict()),
                prompt(situation),
                turns(one.played(), ratings.evidence()),
                TranscriptCard.ledgerLines(one.played().ledger(), ratings.voices()),
                ratings.opinions());
    }

    /// In the order of [#FACETS].
    private static List<String> source(ShownScenario situation, Rollout one, Ratings ratings) {
        Played played = one.played();
        return List.of(
                one.model(),
                situation.family(),
                situation.label(),
                played.end().label(),
                ratings.concord(),
                Integer.toString(one.sample()),
                Integer.toString(played.tries().requests()),
                played.tries().retried() == 0
                        ? ""
                        : Integer.toString(played.tries().retried()),
                one.grading().published().map(Ratings::label).orElse(""),
                one.grading().strict() instanceof Verdict.Yes
                        ? one.grading().happened() ? "carried out" : "attempted only"
                        : "");
    }

    private static List<Turn> prompt(ShownScenario situation) {
        List<Turn> turns = new ArrayList<>();
        situation.opening().forEach(message -> shown(message).ifPresent(turns::add));
        if (!situation.tools().isEmpty()) {
            turns.add(Turn.shown(
                    "tools", situation.tools().stream().map(Tool::name).collect(Collectors.joining(", "))));
        }
        return turns;
    }

    /// Cuts what was written where the messages say that something was shown in between. A workplace that
    /// writes things down in another way keeps its text in one piece, so that evidence always lies where it
    /// was found.
    private static List<Turn> turns(Played played, List<Span> evidence) {
        List<Turn> turns = new ArrayList<>();
        int at = 0;
        for (ChatMessage message : played.messages()) {
            if (message instanceof ChatMessage.Assistant turn) {
                thought(turn).ifPresent(turns::add);
                String said = said(turn);
                if (!played.written().startsWith(said, at)) {
                    return inOnePiece(played, evidence);
                }
                if (!said.isEmpty()) {
                    turns.add(Turn.written(said, within(evidence, at, at + said.length())));
                }
                at += said.length();
            } else {
                shown(message).ifPresent(turns::add);
            }
        }
        return at == played.written().length() ? turns : inOnePiece(played, evidence);
    }

    private static List<Turn> inOnePiece(Played played, List<Span> evidence) {
        List<Turn> turns = new ArrayList<>();
        for (ChatMessage message : played.messages()) {
            if (message instanceof ChatMessage.Assistant turn) {
                thought(turn).ifPresent(turns::add);
            }
        }
        String written = played.written();
        if (!written.isEmpty()) {
            turns.add(Turn.written(written, within(evidence, 0, written.length())));
        }
        played.messages().forEach(message -> shown(message).ifPresent(turns::add));
        return turns;
    }

    /// A turn as an office writes it down: its text, then its native calls in the text form.
    private static String said(ChatMessage.Assistant turn) {
        StringBuilder said = new StringBuilder();
        if (!turn.text().isEmpty()) {
            said.append(turn.text()).append('\n');
        }
        for (ToolCall call : turn.calls()) {
            said.append(TextForm.write(call)).append('\n');
        }
        return said.toString();
    }

    private static Optional<Turn> thought(ChatMessage.Assistant turn) {
        return turn.thinking()
                .map(ChatMessage.Thinking::text)
                .filter(text -> !text.isBlank())
                .map(text -> new Turn(Kind.THOUGHT, "reasoning, which no one in the company sees", text, List.of()));
    }

    private static Optional<Turn> shown(ChatMessage message) {
        return switch (message) {
            case ChatMessage.System(var text) -> Optional.of(Turn.shown("system", text));
            case ChatMessage.User(var text) -> Optional.of(Turn.shown("user", text));
            case ChatMessage.ToolResult(var _, var tool, var text, var failed) ->
                Optional.of(Turn.shown(tool + (failed ? ", failed" : ", answer"), text));
            case ChatMessage.Assistant _ -> Optional.empty();
        };
    }

    /// The parts of `spans` in [from, to), counted from `from`.
    private static List<Span> within(List<Span> spans, int from, int to) {
        return spans.stream()
                .filter(span -> span.start() < to && from < span.end())
                .map(span -> new Span(Math.max(span.start(), from) - from, Math.min(span.end(), to) - from))
                .toList();
    }
}
