package parable.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parable.model.Decoder;
import parable.text.WordTokenizer;
import parable.trace.Tracer;
import parable.trace.gradient.Baselines;
import parable.trace.gradient.Unlearning;
import parable.trace.semantic.WordTracer;

/// The methods whose rankings are put to the test, baselines among them.
final class Methods {
    /// Names the set of methods in stage keys; changes when a method does.
    static final String IDENTITY = "1";

    /// Methods beside the random ones.
    static final int COUNT = 4;

    static final String RANDOM = "random";

    /// The one that claims are made for, chosen on other seeds.
    static final String REGISTERED = Unlearning.METHOD;

    /// The one that compares words.
    static final String LEXICAL = "BM25";

    private static final Set<String> BLIND = Set.of("length", "loss");

    private Methods() {}

    /// Whether a method's scores are the same for every query.
    static boolean isBlind(Tracer tracer) {
        return BLIND.contains(tracer.method()) || tracer.method().startsWith(RANDOM);
    }

    /// @param model  that read the documents; stays the caller's
    /// @param draws  parts that the registered method divides a query into
    /// @param random how many rankings by chance
    /// @param texts  what a method that compares text with text searches for; empty for the query itself
    static List<Tracer> of(Decoder model, WordTokenizer tokenizer, int draws, int random, List<String> texts) {
        List<Tracer> methods = new ArrayList<>();
        methods.add(Unlearning.of(model, tokenizer, draws));
        methods.add(new WordTracer(texts));
        methods.add(Baselines.length(tokenizer));
        methods.add(Baselines.loss(model, tokenizer));
        for (int draw = 1; draw <= random; draw++) {
            methods.add(Baselines.random(RANDOM + " " + draw, draw));
        }
        return methods;
    }
}
