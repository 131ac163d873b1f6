package parable.study;

import java.util.ArrayList;
import java.util.List;
import parable.model.Decoder;
import parable.text.WordTokenizer;
import parable.trace.Tracer;
import parable.trace.causal.Baselines;
import parable.trace.semantic.WordTracer;

/// The methods whose rankings are put to the test, baselines among them.
final class Methods {
    /// Names the set of methods in stage keys; changes when a method does.
    static final String IDENTITY = "1";

    /// Methods beside the random ones.
    static final int COUNT = 3;

    static final String RANDOM = "random";

    /// The one that claims are made for, chosen on other seeds.
    static final String REGISTERED = "finite step";

    /// The one that compares words.
    static final String LEXICAL = "BM25";

    private Methods() {}

    /// @param model  that read the documents; stays the caller's
    /// @param random how many rankings by chance
    /// @param texts  what a method that compares text with text searches for; empty for the query itself
    static List<Tracer> of(Decoder model, WordTokenizer tokenizer, int random, List<String> texts) {
        List<Tracer> methods = new ArrayList<>();
        methods.add(new WordTracer(texts));
        methods.add(Baselines.length(tokenizer));
        methods.add(Baselines.loss(model, tokenizer));
        for (int draw = 1; draw <= random; draw++) {
            methods.add(Baselines.random(RANDOM + " " + draw, draw));
        }
        return methods;
    }
}
