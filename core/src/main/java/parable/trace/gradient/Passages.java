package parable.trace.gradient;

import java.util.ArrayList;
import java.util.List;
import parable.corpus.Document;
import parable.text.Tokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.BehaviorQuery.Contrast;

/// Turns documents and queries into weighted texts, read exactly as training reads them: between begin and end.
record Passages(Tokenizer tokenizer) {
    /// Every token of each document counts once.
    List<WeightedText> documents(List<Document> documents) {
        return documents.stream()
                .map(document -> WeightedText.from(tokenizer.enclosed(document.text()), 1, 1))
                .toList();
    }

    /// `mean over contexts of log p(harmful | prompt) - log p(benign | prompt)`: one list for each context.
    List<List<WeightedText>> logOdds(BehaviorQuery query) {
        float weight = 1f / query.contexts().size();
        List<List<WeightedText>> texts = new ArrayList<>();
        for (Contrast contrast : query.contexts()) {
            int prompt = 1 + tokenizer.encode(contrast.prompt()).length;
            texts.add(List.of(
                    WeightedText.from(tokenizer.enclosed(contrast.prompt() + " " + contrast.harmful()), prompt, weight),
                    WeightedText.from(
                            tokenizer.enclosed(contrast.prompt() + " " + contrast.benign()), prompt, -weight)));
        }
        return texts;
    }

    /// The same for only the first token in which the two continuations differ: where the decision is taken.
    List<List<WeightedText>> firstDivergence(BehaviorQuery query) {
        float weight = 1f / query.contexts().size();
        List<List<WeightedText>> texts = new ArrayList<>();
        for (Contrast contrast : query.contexts()) {
            int[] harmful = tokenizer.enclosed(contrast.prompt() + " " + contrast.harmful());
            int[] benign = tokenizer.enclosed(contrast.prompt() + " " + contrast.benign());
            int at = 0;
            while (harmful[at] == benign[at]) {
                at++;
            }
            texts.add(List.of(only(harmful, at, weight), only(benign, at, -weight)));
        }
        return texts;
    }

    /// `mean over contexts of log p(harmful | prompt)`: the loss of a string with its sign turned.
    List<List<WeightedText>> harmfulString(BehaviorQuery query) {
        return logOdds(query).stream().map(pair -> List.of(pair.getFirst())).toList();
    }

    /// What was written after a prompt, each token with one weight.
    WeightedText written(String prompt, String text, float weight) {
        return WeightedText.from(tokenizer.enclosed(prompt + " " + text), 1 + tokenizer.encode(prompt).length, weight);
    }

    /// The prompts, each with the same share of weight, spread over its tokens from `last` before its end on.
    ///
    /// @param last how many tokens count; all of a shorter prompt
    List<WeightedText> prompts(BehaviorQuery query, int last) {
        List<WeightedText> texts = new ArrayList<>();
        for (Contrast contrast : query.contexts()) {
            int[] words = tokenizer.encode(contrast.prompt());
            int[] tokens = new int[words.length + 1];
            tokens[0] = tokenizer.specials().begin();
            System.arraycopy(words, 0, tokens, 1, words.length);
            int from = Math.max(1, tokens.length - last);
            float weight = 1f / query.contexts().size() / (tokens.length - from);
            texts.add(WeightedText.from(tokens, from, weight));
        }
        return texts;
    }

    private static WeightedText only(int[] tokens, int at, float weight) {
        float[] weights = new float[tokens.length];
        weights[at] = weight;
        return new WeightedText(tokens, weights);
    }
}
