package parable.lab.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import parable.corpus.Body;
import parable.corpus.Corpus;
import parable.corpus.Document;
import parable.ground.RandomStream;
import parable.train.Example;

/// So many tokens of a corpus in an order that the seed decides, however large the corpus is: every document draws a
/// number, and those with the smallest are kept. A document is tokenized when it is a candidate, once.
///
/// A corpus with fewer tokens is read several times, each time in another order.
final class TextSample {
    private static final Comparator<Place> ORDER = Comparator.<Place>comparingLong(
                    place -> place.drawn ^ Long.MIN_VALUE)
            .thenComparingLong(Place::number);

    private final ExampleWriter writer;
    private final int longest;
    private final long tokens;
    private final long seed;
    private final TreeMap<Place, Example> kept = new TreeMap<>(ORDER);
    private long keptTokens;
    private long documents;
    private long candidates;

    /// @param drawn  the random number
    /// @param number of the candidate in the corpus, so that equal numbers have an order
    private record Place(long drawn, long number) {}

    private TextSample(ExampleWriter writer, int longest, long tokens, long seed) {
        this.writer = writer;
        this.longest = longest;
        this.tokens = tokens;
        this.seed = seed;
    }

    /// @param longest tokens of a row
    /// @param tokens  that the sample reaches
    /// @param each    sees every document of the corpus
    static List<Example> of(
            Corpus corpus, ExampleWriter writer, int longest, long tokens, long seed, Consumer<Document> each) {
        TextSample sample = new TextSample(writer, longest, tokens, seed);
        try (Stream<Document> all = corpus.documents()) {
            all.forEach(document -> {
                each.accept(document);
                sample.consider(document);
            });
        }
        return sample.examples();
    }

    private void consider(Document document) {
        RandomStream random = RandomStream.of(seed, "sample", documents++);
        double weight = document.weight();
        long copies = (long) weight;
        if (random.uniform() < weight - copies) {
            copies++;
        }
        for (long copy = 0; copy < copies; copy++) {
            consider(document, random);
        }
    }

    private void consider(Document document, RandomStream random) {
        if (!(document.body() instanceof Body.Running)) {
            Place place = new Place(random.nextLong(), candidates++);
            if (!isFull() || ORDER.compare(place, kept.lastKey()) < 0) {
                keep(place, writer.write(document, longest).getFirst());
            }
            return;
        }
        writer.write(document, longest).forEach(piece -> keep(new Place(random.nextLong(), candidates++), piece));
    }

    private boolean isFull() {
        return keptTokens >= tokens;
    }

    private void keep(Place place, Example example) {
        kept.put(place, example);
        keptTokens += example.tokens().length;
        while (keptTokens - kept.lastEntry().getValue().tokens().length >= tokens) {
            keptTokens -= kept.pollLastEntry().getValue().tokens().length;
        }
    }

    private List<Example> examples() {
        List<Example> once = new ArrayList<>(kept.values());
        List<Example> all = new ArrayList<>();
        long read = 0;
        for (long epoch = 0; read < tokens && keptTokens > 0; epoch++) {
            if (epoch > 0) {
                RandomStream.of(seed, "epoch", epoch).shuffle(once);
            }
            for (Example example : once) {
                if (read < tokens) {
                    all.add(example);
                    read += example.tokens().length;
                }
            }
        }
        return all;
    }
}
