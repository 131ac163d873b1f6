package parable.trace.search;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.corpus.Corpus;
import parable.corpus.Document;
import parable.ground.Check;
import parable.ground.Disk;
import parable.text.WordTokenizer;
import parable.trace.Influence;
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

    private static final String GRADIENT = "gradient";
    private static final String UNSCORED = "not measured: no stage of this run scores these documents";
    private static final String UNTESTED = "not measured: nothing was removed and retrained";

    private static final String LEXICAL = "lexical", SEMANTIC = "semantic";

    /// Held while an index is built, so that two commands at once do not write the same files.
    private static final String LOCK = ".lock";

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
    /// @param name     of the corpus
    /// @param identity of the documents; an index of others is replaced
    /// @param corpus   not asked for if the index is there
    public static CorpusIndex at(Path folder, String name, String identity, Supplier<Corpus> corpus) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Disk.refusal(folder, e);
        }
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (!LexicalIndex.isAt(folder.resolve(LEXICAL), identity)
                    || !SemanticIndex.isAt(folder.resolve(SEMANTIC), identity)) {
                build(folder, identity, corpus.get());
            }
        } catch (IOException e) {
            throw Disk.refusal(folder.resolve(LOCK), e);
        }
        return new CorpusIndex(name, identity, folder);
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
                            document.id(),
                            document.tags(),
                            tokens(
                                    tokenizer,
                                    TracedText.words(document.text()),
                                    tokenizer.specials().unknown())))
                    .iterator();
            TokenWidth width = TokenWidth.of(tokenizer.size());
            LexicalIndex.write(folder.resolve(LEXICAL), identity, width, indexed, LexicalIndex.SHARD_TOKENS);
        }
    }

    /// One token a word, so that positions agree.
    ///
    /// @param unknown for words outside the vocabulary
    private static int[] tokens(WordTokenizer tokenizer, List<String> words, int unknown) {
        int[] tokens = new int[words.size()];
        for (int i = 0; i < tokens.length; i++) {
            int token = tokenizer.knows(words.get(i)) ? tokenizer.id(words.get(i)) : unknown;
            tokens[i] = tokenizer.specials().holds(token) ? unknown : token;
        }
        return tokens;
    }

    /// Traces a text to at most `top` documents.
    ///
    /// @param gradient scores of some of the documents, if any were measured
    public Trace trace(TracedText text, Optional<Influence> gradient, int top) {
        Check.that(top > 0, "a trace names at least one document, but was asked for %d", top);
        // A word that the corpus lacks matches nothing, not even a word that the vocabulary lacks.
        int[] tokens = tokens(tokenizer, text.words(), tokenizer.specials().pad());
        List<SpanTrace.Span> spans = SpanTrace.DEFAULT.of(tokens, lexical);
        List<List<String>> rankings = new ArrayList<>();
        rankings.add(lexically(spans, tokens, text));
        rankings.add(semantic.search(text.whole(), top).stream()
                .map(SemanticIndex.Hit::id)
                .toList());
        gradient.ifPresent(influence -> rankings.add(
                influence.ranked().stream().filter(places::containsKey).toList()));
        List<String> ids = inTurn(rankings, top);
        Map<String, Double> scores = semantic.scores(text.whole(), ids);
        return new Trace(
                text,
                new Trace.Searched(name, identity, lexical.documents(), lexical.tokens()),
                columns(gradient),
                spans.stream().map(this::span).toList(),
                ids.stream()
                        .map(id -> document(id, tokens, scores.getOrDefault(id, 0.0), gradient))
                        .toList());
    }

    private static List<Column> columns(Optional<Influence> gradient) {
        return List.of(
                new Column("lexical", "words", "longest run of the text that the document contains", true),
                new Column("semantic", "BM25", "BM25 (k1 1.2, b 0.75) for prompt and text", true),
                gradient.map(influence -> Column.of(GRADIENT, influence))
                        .orElseGet(() -> Column.missing(GRADIENT, UNSCORED)),
                Column.missing(Trace.TESTED, UNTESTED));
    }

    /// Documents of the spans: the longest run first, then the better BM25.
    private List<String> lexically(List<SpanTrace.Span> spans, int[] tokens, TracedText text) {
        Set<String> ids = spans.stream()
                .flatMap(span -> span.places().stream())
                .map(this::id)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, Double> scores = semantic.scores(text.whole(), ids);
        Map<String, Integer> lengths = new TreeMap<>();
        ids.forEach(id -> lengths.put(id, SharedRun.of(tokens, words(id)).length()));
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
        return new TracedSpan(
                run, span.logShare(), span.places().stream().map(this::id).toList());
    }

    private TracedDocument document(String id, int[] tokens, double score, Optional<Influence> gradient) {
        IndexedDocument document = indexed(id);
        SharedRun shared = SharedRun.of(tokens, document.tokens());
        Optional<Run> run = shared.length() == 0
                ? Optional.empty()
                : Optional.of(new Run(
                        shared.inText(),
                        shared.inText() + shared.length(),
                        lexical.count(Arrays.copyOfRange(tokens, shared.inText(), shared.inText() + shared.length()))));
        return new TracedDocument(
                id,
                document.tags(),
                excerpt(document.tokens(), shared),
                run,
                score,
                gradient.flatMap(
                        known -> Optional.ofNullable(known.raising().scores().get(id))),
                Optional.empty());
    }

    private TracedDocument.Excerpt excerpt(int[] words, SharedRun shared) {
        int from = Math.max(0, shared.inDocument() - AROUND);
        int to = Math.min(words.length, shared.inDocument() + shared.length() + AROUND);
        return new TracedDocument.Excerpt(
                tokenizer.decode(Arrays.copyOfRange(words, from, to)),
                shared.inDocument() - from,
                shared.inDocument() - from + shared.length());
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
