package parable.trace.gradient;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import parable.corpus.Document;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.text.Tokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.Influence;
import parable.trace.Tracer;

/// Rankings that know nothing of the behavior: the baselines that every method must beat.
public final class Baselines {
    private Baselines() {}

    public static Tracer random(String method, long seed) {
        return new Ranking(method, "uniform", documents -> {
            Map<String, Double> scores = new TreeMap<>();
            documents.forEach(document -> scores.put(
                    document.id(),
                    RandomStream.of(seed, "random score of " + document.id()).uniform()));
            return scores;
        });
    }

    /// Long documents first.
    public static Tracer length(Tokenizer tokenizer) {
        return new Ranking("length", "tokens", documents -> {
            Map<String, Double> scores = new TreeMap<>();
            documents.forEach(document -> scores.put(document.id(), (double) tokenizer.encode(document.text()).length));
            return scores;
        });
    }

    /// What surprises the model most first.
    ///
    /// @param model stays the caller's
    public static Tracer loss(Decoder model, Tokenizer tokenizer) {
        return new Ranking("loss", "nats per token", documents -> {
            List<WeightedText> texts = new Passages(tokenizer).documents(documents);
            double[] values = new Likelihood(64).values(model, texts);
            Map<String, Double> scores = new TreeMap<>();
            for (int i = 0; i < values.length; i++) {
                scores.put(documents.get(i).id(), -values[i] / texts.get(i).counted());
            }
            return scores;
        });
    }

    private record Ranking(String method, String unit, Function<List<Document>, Map<String, Double>> scores)
            implements Tracer {
        @Override
        public Influence influence(List<Document> documents, BehaviorQuery query) {
            return Influence.raising(method, query.name(), unit, scores.apply(documents));
        }
    }
}
