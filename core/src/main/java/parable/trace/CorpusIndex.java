package parable.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.corpus.Corpus;
import parable.corpus.Document;
import parable.ground.Check;
import parable.text.WordTokenizer;
import parable.trace.lexical.IndexedDocument;
import parable.trace.lexical.LexicalIndex;
import parable.trace.lexical.SpanTrace;
import parable.trace.lexical.TokenWidth;
import parable.trace.semantic.SemanticIndex;

/// A corpus that texts can be traced to, by exact and by like words.
///
/// ```
/// lexical/     suffix arrays in infini-gram's layout
/// semantic/    inverted index for BM25
/// tokenizer.json and companions
/// ```
/// Thread-safe.
public final class CorpusIndex implements AutoCloseable {
    /// Words of a document shown before and after the run.
    private static final int AROUND = 25;

    private static final String LEXICAL = "lexical", SEMANTIC = "semantic";

    private final String name;
    private final String identity;
    private final WordTokenizer tokenizer;
    private final LexicalIndex lexical;
    private final SemanticIndex semantic;
    private final Map<String, LexicalPlace> places;

    private CorpusIndex(String name, String identity, Path folder) {
        this.name = name;
        this.identity = identity;
        this.tokenizer = WordTokenizer.read(folder);
        this.lexical = LexicalIndex.open(folder.resolve(LEXICAL));
        this.semantic = SemanticIndex.open(folder.resolve(SEMANTIC));
        this.places = new TreeMap<>();
        for (int shard = 0; shard < lexical.shards(); shard++) {
            for (int document = 0; document < lexical.documents(shard); document++) {
                places.put(lexical.id(shard, document), new LexicalPlace(shard, document));
            }
        }
    }

    private record LexicalPlace(int shard, int document) {}

    /// Opens the index that the folder holds, or builds it there.
    ///
    /// @param identity of the documents; an index of others is replaced
    /// @param corpus   opened up to three times, and not at all if the index is there
    public static CorpusIndex at(Path folder, String identity, Corpus corpus) {
        if (!LexicalIndex.isAt(folder.resolve(LEXICAL), identity)
                || !SemanticIndex.isAt(folder.resolve(SEMANTIC), identity)) {
            build(folder, identity, corpus);
        }
        return new CorpusIndex(corpus.name(), identity, folder);
    }

    private static void build(Path folder, String identity, Corpus corpus) {
        Set<String> vocabulary = new TreeSet<>();
        try (Stream<Document> documents = corpus.documents()) {
            documents.forEach(document -> vocabulary.addAll(TracedText.words(document.text())));
        }
        vocabulary.removeIf(word -> !WordTokenizer.isPlain(word));
        WordTokenizer tokenizer = WordTokenizer.of(vocabulary);
        tokenizer.write(folder);
        try (Stream<Document> documents = corpus.documents()) {
            Iterator<SemanticIndex.Entry> entries = documents
                    .map(document -> new SemanticIndex.Entry(document.id(), document.text()))
                    .iterator();
            SemanticIndex.write(folder.resolve(SEMANTIC), identity, entries);
        }
        try (Stream<Document> documents = corpus.documents()) {
            Iterator<IndexedDocument> indexed = documents
                    .map(document -> new IndexedDocument(
                            document.id(), document.tags(), tokens(tokenizer, TracedText.words(document.text()), tokenizer.specials().unknown())))
                    .iterator();
            TokenWidth width = TokenWidth.of(tokenizer.size());
            LexicalIndex.write(folder.resolve(LEXICAL), identity, width, indexed, LexicalIndex.SHARD_TOKENS);
        }
    }

    /// One token a word, so that positions agree.
    ///
    /// @param unknown for words outside the vocabulary
    private static int[] tokens(WordTokenizer tokenizer, List<String> words, int unknown) {
        return words.stream()
                .mapToInt(word -> WordTokenizer.isPlain(word) && tokenizer.knows(word) ? tokenizer.id(word) : unknown)
                .toArray();
    }

    /// Traces a text to at most `top` documents.
    public Trace trace(TracedText text, Evidence evidence, int top) {
        Check.that(top > 0, "a trace names at least one document, but was asked for %d", top);
        // A word that the corpus lacks matches nothing, not even a word that the vocabulary lacks.
        int[] tokens = tokens(tokenizer, text.words(), tokenizer.specials().pad());
        List<SpanTrace.Span> spans = SpanTrace.DEFAULT.of(tokens, lexical);
        List<List<String>> rankings = new ArrayList<>();
        rankings.add(lexically(spans, tokens, text));
        rankings.add(semantic.search(text.whole(), top).stream()
                .map(SemanticIndex.Hit::id)
                .toList());
        evidence.gradient()
                .ifPresent(influence -> rankings.add(
                        influence.ranked().stream().filter(places::containsKey).toList()));
        List<String> ids = inTurn(rankings, top);
        Map<String, Double> scores = semantic.scores(text.whole(), ids);
        return new Trace(
                text,
                new Trace.Searched(name, identity, lexical.documents(), lexical.tokens()),
                columns(evidence),
                spans.stream().map(this::span).toList(),
                ids.stream()
                        .map(id -> document(id, tokens, scores.getOrDefault(id, 0.0), evidence))
                        .toList());
    }

    private static List<Column> columns(Evidence evidence) {
        return List.of(
                new Column("lexical", "words", "longest run of the text that stands in the document", true),
                new Column("semantic", "BM25", "BM25 (k1 1.2, b 0.75) for prompt and text", true),
                evidence.gradientColumn(),
                evidence.testedColumn());
    }

    /// Documents of the spans: the longest run first, then the better BM25.
    private List<String> lexically(List<SpanTrace.Span> spans, int[] tokens, TracedText text) {
        Set<String> ids = spans.stream()
                .flatMap(span -> span.places().stream())
                .map(this::id)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, Double> scores = semantic.scores(text.whole(), ids);
        Map<String, Integer> lengths = new TreeMap<>();
        ids.forEach(id -> lengths.put(id, Overlap.of(tokens, words(id)).length()));
        return ids.stream()
                .sorted(Comparator.comparingInt((String id) -> -lengths.getOrDefault(id, 0))
                        .thenComparingDouble(id -> -scores.getOrDefault(id, 0.0))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /// The first of each ranking, then the second of each, and so on, every document once.
    private static List<String> inTurn(List<List<String>> rankings, int top) {
        Set<String> taken = new LinkedHashSet<>();
        int longest = rankings.stream().mapToInt(List::size).max().orElse(0);
        for (int rank = 0; rank < longest; rank++) {
            for (List<String> ranking : rankings) {
                if (rank < ranking.size() && taken.size() < top) {
                    taken.add(ranking.get(rank));
                }
            }
        }
        return List.copyOf(taken);
    }

    private TracedSpan span(SpanTrace.Span span) {
        Run run = new Run(span.start(), span.end(), span.count());
        return new TracedSpan(run, span.logShare(), span.places().stream().map(this::id).toList());
    }

    private TracedDocument document(String id, int[] tokens, double score, Evidence evidence) {
        IndexedDocument document = indexed(id);
        Overlap overlap = Overlap.of(tokens, document.tokens());
        Optional<Run> run = overlap.length() == 0
                ? Optional.empty()
                : Optional.of(new Run(
                        overlap.inText(),
                        overlap.inText() + overlap.length(),
                        lexical.count(Arrays.copyOfRange(
                                tokens, overlap.inText(), overlap.inText() + overlap.length()))));
        return new TracedDocument(
                id,
                document.tags(),
                excerpt(document.tokens(), overlap),
                run,
                score,
                Evidence.score(evidence.gradient(), id),
                Evidence.score(evidence.tested(), id));
    }

    private TracedDocument.Excerpt excerpt(int[] words, Overlap overlap) {
        int from = Math.max(0, overlap.inDocument() - AROUND);
        int to = Math.min(words.length, overlap.inDocument() + overlap.length() + AROUND);
        return new TracedDocument.Excerpt(
                tokenizer.decode(Arrays.copyOfRange(words, from, to)),
                overlap.inDocument() - from,
                overlap.inDocument() - from + overlap.length());
    }

    private String id(LexicalIndex.Occurrence place) {
        return lexical.id(place.shard(), place.document());
    }

    private int[] words(String id) {
        return indexed(id).tokens();
    }

    private IndexedDocument indexed(String id) {
        LexicalPlace place = Objects.requireNonNull(places.get(id), "both indexes hold the same documents");
        return lexical.document(place.shard(), place.document());
    }

    @Override
    public void close() {
        lexical.close();
        semantic.close();
    }
}
