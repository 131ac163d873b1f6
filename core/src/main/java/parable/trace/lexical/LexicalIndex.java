package parable.trace.lexical;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.ground.Disk;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.JsonNode;

/// Every run of tokens of a corpus, to be counted and located: suffix arrays on disk in the layout of
/// infini-gram ([Liu et al. 2024](https://arxiv.org/abs/2401.17377), section 3; its own reader opens the
/// folder).
///
/// ```
/// tokenized.s table.s offset.s metadata.s metaoff.s unigram.s     of shard s; see [ShardFile]
/// index.json                                                      lengths and checksums, written last
/// ```
/// Suffixes run on over the end of their document, but no query holds a separator, so no match does.
///
/// Opening reads every file once to compare checksums. Afterwards the files are mapped, and a query reads
/// what it needs. Immutable and safe to share between threads; closing it while another thread asks is an
/// error of the caller.
public final class LexicalIndex implements AutoCloseable {
    /// Tokens of a shard unless said otherwise: as many as 4 GB of heap sort. Each shard costs every query a search
    /// of its own, and sorting slows little with size (measured in `bench/README.md`).
    public static final int SHARD_TOKENS = 1 << 26;

    private final IndexManifest manifest;
    private final Arena arena;
    private final List<Shard> shards;

    private LexicalIndex(IndexManifest manifest, Arena arena, List<Shard> shards) {
        this.manifest = manifest;
        this.arena = arena;
        this.shards = shards;
    }

    /// Where a run of tokens begins.
    ///
    /// @param document number of the document in its shard
    /// @param token    number of the token in its document
    public record Occurrence(int shard, int document, int token) {}

    /// Builds an index, or leaves none: a folder without `index.json` is rebuilt.
    ///
    /// @param identity    of the documents and of how they became tokens
    /// @param shardTokens a shard is full when it holds so many; documents are not cut
    public static void write(
            Path folder, String identity, TokenWidth width, Iterator<IndexedDocument> documents, int shardTokens) {
        Check.that(shardTokens > 0, "a shard holds a positive number of tokens, but was given %d", shardTokens);
        clear(folder);
        long tokens = 0, count = 0;
        int shard = 0;
        do {
            ShardWriter writer = new ShardWriter(width);
            while (documents.hasNext() && writer.length() < shardTokens) {
                writer.add(documents.next());
            }
            writer.write(folder, shard++);
            tokens += writer.length();
            count += writer.documents();
        } while (documents.hasNext());
        IndexManifest.write(folder, identity, width, shard, tokens, count);
    }

    /// Takes away the manifest first: what is half deleted is no index.
    private static void clear(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(IndexManifest.NAME));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, LexicalIndex::isPart)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw Disk.refusal(folder, e);
        }
    }

    /// A file of some shard, whole or half written.
    private static boolean isPart(Path file) {
        return file.getFileName().toString().matches("\\.?[a-z]+\\.[0-9]+(\\.tmp)?");
    }

    /// Whether the folder holds a finished index of exactly this.
    public static boolean isAt(Path folder, String identity) {
        return IndexManifest.isWhole(folder)
                && IndexManifest.read(folder).identity().equals(identity);
    }

    /// @throws StudyException                       when the folder is no index
    /// @throws parable.ground.CorruptFileException when a file is not what was written
    public static LexicalIndex open(Path folder) {
        IndexManifest manifest = IndexManifest.read(folder);
        Arena arena = Arena.ofShared();
        try {
            List<Shard> shards = new ArrayList<>();
            for (int shard = 0; shard < manifest.shards(); shard++) {
                shards.add(Shard.open(folder, shard, manifest.width(), arena));
            }
            return new LexicalIndex(manifest, arena, List.copyOf(shards));
        } catch (IOException e) {
            arena.close();
            throw new StudyException(
                    Category.STORAGE, e, "The index %s could not be read (%s).", folder, e.getMessage());
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Tokens in all, separators not among them.
    public long tokens() {
        return manifest.tokens() - manifest.documents();
    }

    public long documents() {
        return manifest.documents();
    }

    public int shards() {
        return shards.size();
    }

    /// How often these tokens occur in a row.
    ///
    /// @param query at least one token
    public long count(int... query) {
        int[] keys = keys(query);
        return shards.stream()
                .mapToLong(shard -> shard.find(keys, 0, keys.length).count())
                .sum();
    }

    /// Where these tokens occur in a row: everywhere, or `limit` places spread evenly over the sorted suffixes.
    ///
    /// @param query at least one token
    public List<Occurrence> locate(int[] query, int limit) {
        int[] keys = keys(query);
        List<Shard.Ranks> found =
                shards.stream().map(shard -> shard.find(keys, 0, keys.length)).toList();
        long count = found.stream().mapToLong(Shard.Ranks::count).sum();
        long wanted = Math.min(count, limit);
        List<Occurrence> places = new ArrayList<>();
        for (long i = 0; i < wanted; i++) {
            places.add(place(found, i * count / wanted));
        }
        return places;
    }

    private Occurrence place(List<Shard.Ranks> found, long index) {
        int shard = 0;
        long rank = index;
        while (rank >= found.get(shard).count()) {
            rank -= found.get(shard++).count();
        }
        Shard held = shards.get(shard);
        long token = held.suffix(found.get(shard).from() + rank);
        int document = held.documentAt(token);
        return new Occurrence(shard, document, (int) (token - held.start(document)));
    }

    int longest(int[] keys, int from, int to) {
        int longest = 0;
        for (Shard shard : shards) {
            longest = Math.max(longest, shard.longest(keys, from, to));
        }
        return longest;
    }

    /// Natural logarithm of the share that `token` has of all tokens, separators among them; of half an
    /// occurrence when it has none.
    public double logShare(int token) {
        int key = manifest.width().keyOf(token);
        long count = shards.stream()
                .mapToLong(shard -> shard.unigrams().bucket(key).count())
                .sum();
        return Math.log(Math.max(count, 0.5)) - Math.log(manifest.tokens());
    }

    /// Documents of one shard, numbered from 0.
    public int documents(int shard) {
        return shards.get(shard).documents();
    }

    public String id(int shard, int document) {
        return metadata(shard, document).path("id").asString();
    }

    public IndexedDocument document(int shard, int document) {
        Shard held = shards.get(shard);
        JsonNode metadata = metadata(shard, document);
        Map<String, String> tags = new TreeMap<>();
        metadata.path("tags")
                .propertyStream()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString()));
        return new IndexedDocument(
                metadata.path("id").asString(), tags, held.tokens(held.start(document), held.end(document)));
    }

    private JsonNode metadata(int shard, int document) {
        return Json.read(shards.get(shard).metadata(document), JsonNode.class).path("metadata");
    }

    /// Tokens as they are compared.
    int[] keys(int[] tokens) {
        Check.that(tokens.length > 0, "a query holds at least one token");
        return IntStream.of(tokens).map(manifest.width()::keyOf).toArray();
    }

    @Override
    public void close() {
        arena.close();
    }
}
