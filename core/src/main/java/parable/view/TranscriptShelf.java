package parable.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.audit.Message;
import parable.audit.Verdict;

/// The transcripts as the page's script reads them. Prompts, which many rollouts share, are stored once.
///
/// @param prompts distinct prompts; a row names its own by index
record TranscriptShelf(List<List<Turn>> prompts, List<Row> rows) {
    record Turn(String role, String sender, String content) {}

    /// @param marks starts and ends in turn, in UTF-16 units of `written`, in order and apart
    record Row(
            String id,
            TranscriptCard.Source source,
            TranscriptCard.Ruling ruling,
            int prompt,
            String written,
            List<Integer> marks,
            List<String> ledger) {}

    static TranscriptShelf of(List<TranscriptCard> cards) {
        Map<List<Message>, Integer> known = new LinkedHashMap<>();
        List<List<Turn>> prompts = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (TranscriptCard card : cards) {
            int prompt = known.computeIfAbsent(card.prompt(), messages -> {
                prompts.add(messages.stream()
                        .map(m -> new Turn(m.role().label(), m.sender(), m.content()))
                        .toList());
                return prompts.size() - 1;
            });
            rows.add(row(card, prompt));
        }
        return new TranscriptShelf(prompts, rows);
    }

    private static Row row(TranscriptCard card, int prompt) {
        return new Row(
                card.id(),
                card.source(),
                card.ruling(),
                prompt,
                card.written().text(),
                merged(card.written().marks()),
                card.ledger());
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
