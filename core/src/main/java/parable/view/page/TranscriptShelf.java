package parable.view.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.ground.Json;
import parable.scenario.Verdict;
import parable.view.figure.Escape;

/// The transcripts as the page's script reads them. Prompts, which many rollouts share, are stored once.
///
/// @param prompts distinct prompts; a row names its own by index
public record TranscriptShelf(List<Block.Facet> facets, List<List<Said>> prompts, List<Row> rows) {
    /// @param marks starts and ends in turn, in UTF-16 units of `text`, in order and apart
    public record Said(TranscriptCard.Kind kind, String who, String text, List<Integer> marks) {
        public static List<Said> of(List<TranscriptCard.Turn> turns) {
            return turns.stream()
                    .map(turn -> new Said(turn.kind(), turn.who(), turn.text(), merged(turn.marks())))
                    .toList();
        }
    }

    public record Row(
            String id,
            List<String> source,
            TranscriptCard.Ruling ruling,
            int prompt,
            List<Said> turns,
            List<TranscriptCard.LedgerLine> ledger,
            List<TranscriptCard.Opinion> opinions) {
        public static Row of(TranscriptCard card, int prompt) {
            return new Row(
                    card.id(),
                    card.source(),
                    card.ruling(),
                    prompt,
                    Said.of(card.turns()),
                    card.ledger(),
                    card.opinions());
        }
    }

    public static TranscriptShelf of(Block.Transcripts transcripts) {
        Map<List<TranscriptCard.Turn>, Integer> known = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (TranscriptCard card : transcripts.cards()) {
            int next = known.size();
            rows.add(Row.of(card, known.computeIfAbsent(card.prompt(), _ -> next)));
        }
        List<List<Said>> prompts = known.keySet().stream().map(Said::of).toList();
        return new TranscriptShelf(transcripts.facets(), prompts, rows);
    }

    /// What a card adds to the page, its prompt not counted.
    public static int bytes(TranscriptCard card) {
        return written(Row.of(card, 0)).length;
    }

    /// What a prompt adds to the page, once.
    public static int promptBytes(TranscriptCard card) {
        return written(Said.of(card.prompt())).length;
    }

    private static byte[] written(Object value) {
        return Escape.json(Json.line(value)).getBytes(StandardCharsets.UTF_8);
    }

    /// Overlapping evidence becomes one mark, so that the page never nests them.
    private static List<Integer> merged(List<Verdict.Span> spans) {
        List<Verdict.Span> sorted = spans.stream()
                .filter(span -> span.start() < span.end())
                .sorted(Comparator.comparingInt(Verdict.Span::start))
                .toList();
        List<Integer> marks = new ArrayList<>();
        for (Verdict.Span span : sorted) {
            if (!marks.isEmpty() && span.start() <= marks.getLast()) {
                marks.set(marks.size() - 1, Math.max(marks.getLast(), span.end()));
            } else {
                marks.add(span.start());
                marks.add(span.end());
            }
        }
        return marks;
    }
}
