package parable.trace.semantic;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import parable.corpus.Document;
import parable.trace.BehaviorQuery;
import parable.trace.BehaviorQuery.Contrast;
import parable.trace.Influence;
import parable.trace.Tracer;

/// The documents that share words with what the model did, by BM25: what a reader would search for first.
/// It reads no model, so it says what resembles a behavior, not what moves it.
///
/// @param texts what is searched for, such as harmful rollouts; empty for the harmful sides of the query itself
public record WordTracer(List<String> texts) implements Tracer {
    public WordTracer {
        texts = List.copyOf(texts);
    }

    @Override
    public String method() {
        return "BM25";
    }

    @Override
    public Influence influence(List<Document> documents, BehaviorQuery query) {
        List<String> sought = texts.isEmpty()
                ? query.contexts().stream().map(Contrast::harmful).toList()
                : texts;
        List<String> ids = documents.stream().map(Document::id).toList();
        try (SemanticIndex index = SemanticIndex.of(documents.stream()
                .map(document -> new SemanticIndex.Entry(document.id(), document.text()))
                .iterator())) {
            Map<String, Double> scores = index.scores(sought.stream().collect(Collectors.joining(" ")), ids);
            return Influence.raising(method(), query.name(), "BM25", scores);
        }
    }
}
