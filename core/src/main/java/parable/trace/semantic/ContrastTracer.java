package parable.trace.semantic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import parable.corpus.Document;
import parable.corpus.contrast.NaiveBayes;
import parable.corpus.contrast.WordCounts;
import parable.trace.BehaviorQuery;
import parable.trace.BehaviorQuery.Contrast;
import parable.trace.Influence;
import parable.trace.Tracer;

/// The documents whose words are those of the harmful rather than the benign continuations, by naive Bayes. It reads
/// no model: what it finds, counting words finds. A method that differentiates the same contrast has to beat it.
public record ContrastTracer() implements Tracer {
    public static final String METHOD = "lexical contrast";

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public Influence influence(List<Document> documents, BehaviorQuery query) {
        NaiveBayes words = NaiveBayes.between(counts(query, Contrast::harmful), counts(query, Contrast::benign));
        Map<String, Double> scores = new TreeMap<>();
        documents.forEach(document -> scores.put(document.id(), words.score(words(document.text()))));
        return Influence.raising(METHOD, query.name(), "nats", scores);
    }

    private static WordCounts counts(BehaviorQuery query, Function<Contrast, String> side) {
        return WordCounts.of(query.contexts().stream().map(side).map(ContrastTracer::words));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }
}
