package parable.trace.semantic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import parable.ground.Check;
import parable.ground.CorruptFileException;
import parable.ground.Disk;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Documents by the words they share with a text, scored by BM25 (Robertson and Zaragoza 2009,
/// [section 3.4](https://doi.org/10.1561/1500000019)) as Lucene computes it:
///
/// ```
/// score(d) = sum over words w of the text   idf(w) * tf / (tf + k1 * (1 - b + b * |d| / mean |d|))
/// idf(w)   = ln(1 + (N - n + 0.5) / (n + 0.5))        N documents, n of them with w; k1 = 1.2, b = 0.75
/// ```
/// A word that occurs twice in the text counts twice. Lucene leaves out the factor (k1 + 1) of the paper,
/// which changes no order, and keeps a length above 39 words in four significant bits. Documents with the same score
/// are ordered by id.
///
/// Immutable and safe to share between threads.
public final class SemanticIndex implements AutoCloseable {
    private static final float K1 = 1.2f, B = 0.75f;
    private static final String ID = "id", TEXT = "text", BUILT = "built";

    /// Texts of more different words than Lucene's default allows in a query are possible.
    private static final int MOST_WORDS = 1 << 16;

    /// Held so that the level stays: Lucene warns of a module that it can do without, on standard error.
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene.internal.vectorization");

    static {
        LUCENE.setLevel(Level.SEVERE);
        IndexSearcher.setMaxClauseCount(MOST_WORDS);
    }

    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    private SemanticIndex(Directory directory) throws IOException {
        this.directory = directory;
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
        searcher.setSimilarity(similarity());
        searcher.setQueryCache(null); // what was asked before must not decide how the next is computed
    }

    /// A text to be found, its words parted by spaces.
    public record Entry(String id, String text) {}

    /// How well a document fits.
    ///
    /// @param score BM25, in nats of idf; at least 0
    public record Hit(String id, double score) {}

    /// An index in memory.
    public static SemanticIndex of(Iterator<Entry> entries) {
        try {
            Directory directory = new ByteBuffersDirectory();
            fill(directory, "", entries);
            return new SemanticIndex(directory);
        } catch (IOException e) {
            throw new StudyException(Category.STORAGE, e, "The index of words failed (%s).", e.getMessage());
        }
    }

    /// Builds an index on disk. What is there before is replaced once the new one is whole.
    ///
    /// @param identity of the documents
    public static void write(Path folder, String identity, Iterator<Entry> entries) {
        try (Directory directory = FSDirectory.open(folder)) {
            fill(directory, identity, entries);
        } catch (IOException e) {
            throw Disk.refusal(folder, e);
        }
    }

    /// Whether the folder holds a finished index of exactly this.
    public static boolean isAt(Path folder, String identity) {
        try (Directory directory = FSDirectory.open(folder)) {
            if (!DirectoryReader.indexExists(directory)) {
                return false;
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                return identity.equals(reader.getIndexCommit().getUserData().getOrDefault(BUILT, ""));
            }
        } catch (IOException _) {
            return false; // damaged: to be rebuilt
        }
    }

    /// @throws CorruptFileException when the folder holds no index that can be read
    public static SemanticIndex open(Path folder) {
        try {
            return new SemanticIndex(FSDirectory.open(folder));
        } catch (IOException e) {
            throw new CorruptFileException(
                    folder,
                    "its index of words cannot be read (%s). Delete the folder; it is then rebuilt",
                    e.getMessage());
        }
    }

    /// The documents that fit `text` best, the best first. Documents that share no word with it are not
    /// among them.
    public List<Hit> search(String text, int count) {
        Check.that(count > 0, "a search is for at least one document, but was for %d", count);
        return hits(query(text), count);
    }

    /// The scores of these documents; those that share no word with `text` have 0.
    public Map<String, Double> scores(String text, Collection<String> ids) {
        Map<String, Double> scores = new TreeMap<>();
        if (ids.isEmpty()) {
            return scores;
        }
        ids.forEach(id -> scores.put(id, 0.0));
        BooleanQuery.Builder among = new BooleanQuery.Builder();
        among.add(query(text), Occur.MUST);
        among.add(new TermInSetQuery(ID, ids.stream().map(BytesRef::new).toList()), Occur.FILTER);
        hits(among.build(), ids.size()).forEach(hit -> scores.put(hit.id(), hit.score()));
        return scores;
    }

    private List<Hit> hits(Query query, int count) {
        Sort order = new Sort(SortField.FIELD_SCORE, new SortField(ID, SortField.Type.STRING));
        List<Hit> hits = new ArrayList<>();
        try {
            StoredFields stored = searcher.storedFields();
            for (ScoreDoc found : searcher.search(query, count, order).scoreDocs) {
                float score = (Float) ((FieldDoc) found).fields[0];
                hits.add(new Hit(stored.document(found.doc).get(ID), score));
            }
            return hits;
        } catch (IOException e) {
            throw new StudyException(Category.STORAGE, e, "The index of words could not be read (%s).", e.getMessage());
        }
    }

    private static Query query(String text) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String word : text.split("\\s+")) {
            if (!word.isEmpty()) {
                counts.merge(word.substring(0, Math.min(word.length(), WordAnalyzer.LONGEST)), 1, Integer::sum);
            }
        }
        BooleanQuery.Builder words = new BooleanQuery.Builder();
        counts.forEach((word, count) ->
                words.add(new BoostQuery(new TermQuery(new Term(TEXT, word)), count), Occur.SHOULD));
        return words.build();
    }

    /// One thread and merges in order, so that the same documents always make the same index.
    private static void fill(Directory directory, String identity, Iterator<Entry> entries) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(new WordAnalyzer())
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setSimilarity(similarity())
                .setMergePolicy(new LogDocMergePolicy())
                .setMergeScheduler(new SerialMergeScheduler())
                .setUseCompoundFile(false);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                Document document = new Document();
                document.add(new StringField(ID, entry.id(), Field.Store.YES));
                document.add(new SortedDocValuesField(ID, new BytesRef(entry.id())));
                document.add(new TextField(TEXT, entry.text(), Field.Store.NO));
                writer.addDocument(document);
            }
            writer.setLiveCommitData(Map.of(BUILT, identity).entrySet());
            writer.commit();
        }
    }

    private static BM25Similarity similarity() {
        return new BM25Similarity(K1, B);
    }

    @Override
    public void close() {
        try {
            reader.close();
            directory.close();
        } catch (IOException e) {
            throw new StudyException(
                    Category.STORAGE, e, "The index of words could not be closed (%s).", e.getMessage());
        }
    }
}
