package parable.trace.causal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import parable.corpus.Document;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.text.Tokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.Influence;
import parable.trace.Tracer;
import parable.trace.causal.Likelihood.Text;

/// What every method must beat: rankings that know nothing of the behavior. No winner is named without them.
public final class Baselines {
    private Baselines() {}

    /// Whether a tracer is one of these, whose scores are the same for every query.
    public static boolean isBlind(Tracer tracer) {
        return tracer instanceof Ranking;
    }

    /// Uniform noise; other draws are other seeds.
    public static Tracer random(String method, long seed) {
        return new Ranking(method, "uniform", documents -> {
            Map<String, Double> scores = new TreeMap<>();
            for (Document document : documents) {
                scores.put(
                        document.id(),
                        RandomStream.of(seed, "random score of " + document.id()).uniform());
            }
            return scores;
        });
    }

    /// The longest documents.
    public static Tracer length(Tokenizer tokenizer) {
        return new Ranking("length", "tokens", documents -> scores(documents, document -> tokenizer.encode(
                        document.text())
                .length));
    }

    /// The documents that surprise the model most.
    ///
    /// @param model stays the caller's
    public static Tracer loss(Decoder model, Tokenizer tokenizer) {
        return new Ranking("loss", "nats per token", documents -> {
            List<Text> texts = documents.stream()
                    .map(document -> new Text(enclosed(document.text(), tokenizer), 1))
                    .toList();
            double[] logs = Likelihood.of(model, texts);
            Map<String, Double> scores = new TreeMap<>();
            for (int i = 0; i < logs.length; i++) {
                scores.put(documents.get(i).id(), -logs[i] / (texts.get(i).tokens().length - 1));
            }
            return scores;
        });
    }

    private static Map<String, Double> scores(List<Document> documents, ToDoubleFunction<Document> score) {
        Map<String, Double> scores = new TreeMap<>();
        documents.forEach(document -> scores.put(document.id(), score.applyAsDouble(document)));
        return scores;
    }

    private static int[] enclosed(String text, Tokenizer tokenizer) {
        int[] words = tokenizer.encode(text), tokens = new int[words.length + 2];
        tokens[0] = tokenizer.specials().begin();
        System.arraycopy(words, 0, tokens, 1, words.length);
        tokens[tokens.length - 1] = tokenizer.specials().end();
        return tokens;
    }

    /// Scores that are the same for every query.
    private record Ranking(String method, String unit, Scorer scorer) implements Tracer {
        @Override
        public Influence influence(List<Document> documents, BehaviorQuery query) {
            return Influence.raising(method, query.name(), unit, scorer.scores(documents));
        }
    }

    /// By document id.
    private interface Scorer {
        Map<String, Double> scores(List<Document> documents);
    }
}
