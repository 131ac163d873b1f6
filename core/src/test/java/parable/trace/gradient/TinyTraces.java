package parable.trace.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import parable.corpus.Document;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.model.TinyModels;
import parable.text.WordTokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.BehaviorQuery.Contrast;

/// A decoder of some thousand weights, a language of 57 words, and documents and contexts in it.
final class TinyTraces {
    private static final List<String> WORDS = IntStream.range(0, TinyModels.VOCABULARY - 4)
            .mapToObj("w%02d"::formatted)
            .toList();

    static final WordTokenizer TOKENIZER = WordTokenizer.of(WORDS);

    private TinyTraces() {}

    static Decoder model() {
        return TinyModels.lively(5);
    }

    static String text(int words, long seed) {
        RandomStream random = RandomStream.of(seed, "tiny text");
        return String.join(
                " ", IntStream.range(0, words).mapToObj(_ -> random.pick(WORDS)).toList());
    }

    static Document document(String text, long index) {
        return Document.of(text, new Document.Origin("tiny", index), Map.of());
    }

    /// Documents of 4 to 23 words.
    static List<Document> documents(int count) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(document(text(4 + (7 * i) % 20, i), i));
        }
        return documents;
    }

    /// Contexts whose two continuations share their first two words.
    static BehaviorQuery query(int contexts) {
        return new BehaviorQuery(
                "tiny",
                IntStream.range(0, contexts)
                        .mapToObj(i -> new Contrast(
                                text(6, 100 + i),
                                text(2, 200 + i) + " w01 " + text(3, 300 + i),
                                text(2, 200 + i) + " w02 " + text(4, 400 + i)))
                        .toList());
    }
}
