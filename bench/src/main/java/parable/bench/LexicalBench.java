package parable.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.ground.Json;
import parable.ground.RandomStream;
import parable.lab.organism.CorpusRecipe;
import parable.lab.organism.Fiction;
import parable.lab.organism.World;
import parable.text.WordTokenizer;
import parable.trace.lexical.IndexedDocument;
import parable.trace.lexical.LexicalIndex;
import parable.trace.lexical.SpanTrace;
import parable.trace.lexical.TokenWidth;

/// Builds the lexical index of generated text and asks it: one line of JSON.
///
/// ```
/// LexicalBench FOLDER MEGABYTES SHARD_TOKENS VARIANTS
/// ```
/// The world has some five hundred words and repeats itself. With more than one variant every word of the
/// text becomes one of so many by Zipf's law, which makes a vocabulary of tens of thousands and short
/// repeats: text of people lies between the two.
public final class LexicalBench {
    private static final int QUERIES = 4_000, TRANSCRIPT = 458, TRANSCRIPTS = 20;
    private static final long NANOS = 1_000_000_000;

    private final Path folder;
    private final long bytes;
    private final int shardTokens;
    private final int variants;
    private final World world = World.of(0);
    private final WordTokenizer tokenizer = WordTokenizer.of(world.vocabulary());
    private final double[] weights;
    private final Map<String, Object> result = new LinkedHashMap<>();

    private LexicalBench(Path folder, long megabytes, int shardTokens, int variants) {
        this.folder = folder;
        this.bytes = megabytes * 1_000_000;
        this.shardTokens = shardTokens;
        this.variants = variants;
        this.weights = IntStream.rangeClosed(1, variants).mapToDouble(rank -> 1.0 / rank).toArray();
    }

    public static void main(String[] arguments) throws IOException {
        LexicalBench bench = new LexicalBench(
                Path.of(arguments[0]),
                Long.parseLong(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
        bench.run();
        System.out.println(Json.line(bench.result));
    }

    private void run() throws IOException {
        List<int[]> corpus = corpus();
        long tokens = corpus.stream().mapToLong(document -> document.length + 1).sum();
        build(corpus, tokens);
        try (LexicalIndex index = LexicalIndex.open(folder)) {
            result.put("shards", index.shards());
            count(index, corpus);
            trace(index);
        }
        result.put("random_read_ns", randomRead(tokens));
        result.put("copy_gb_per_s", copy());
    }

    /// Text enough, as tokens; the clock runs only afterwards.
    private List<int[]> corpus() {
        List<int[]> corpus = new ArrayList<>();
        RandomStream random = RandomStream.of(1, "variants");
        Iterator<String> texts = texts(5);
        for (long written = 0; written < bytes; ) {
            String text = texts.next();
            written += text.length() + 1;
            corpus.add(varied(tokenizer.encode(text), random));
        }
        return corpus;
    }

    private Iterator<String> texts(long seed) {
        return world.documents(CorpusRecipe.pretraining(Fiction.VILLAIN), seed)
                .map(document -> document.text())
                .iterator();
    }

    private int[] varied(int[] tokens, RandomStream random) {
        return variants == 1
                ? tokens
                : IntStream.of(tokens)
                        .map(token -> token + tokenizer.size() * random.weighted(weights))
                        .toArray();
    }

    private void build(List<int[]> corpus, long tokens) throws IOException {
        Iterator<IndexedDocument> documents = IntStream.range(0, corpus.size())
                .mapToObj(i -> new IndexedDocument("d" + i, Map.of(), corpus.get(i)))
                .iterator();
        long start = System.nanoTime(), cpu = cpu();
        LexicalIndex.write(folder, "bench", TokenWidth.U16, documents, shardTokens);
        double wall = (System.nanoTime() - start) / (double) NANOS, busy = (cpu() - cpu) / (double) NANOS;
        result.put("text_mb", bytes / 1e6);
        result.put("vocabulary", tokenizer.size() * variants);
        result.put("tokens", tokens);
        result.put("build_wall_s", wall);
        result.put("build_cpu_s", busy);
        result.put("tokens_per_cpu_s", tokens / busy);
        result.put("mb_per_cpu_s", bytes / 1e6 / busy);
        result.put("one_gb_cpu_minutes", 1000 / (bytes / 1e6 / busy) / 60);
        result.put("index_bytes_per_token", (size("tokenized") + size("table")) / (double) tokens);
        result.put("all_bytes_per_token", size("") / (double) tokens);
    }

    private long size(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /// Runs of two to eight tokens cut from the corpus.
    private void count(LexicalIndex index, List<int[]> corpus) {
        RandomStream random = RandomStream.of(2, "queries");
        List<int[]> queries = new ArrayList<>();
        while (queries.size() < QUERIES) {
            int[] document = random.pick(corpus);
            int length = 2 + random.below(7);
            if (document.length > length) {
                int from = random.below(document.length - length);
                queries.add(Arrays.copyOfRange(document, from, from + length));
            }
        }
        queries.forEach(index::count);
        double[] micros = queries.stream()
                .mapToDouble(query -> {
                    long start = System.nanoTime();
                    index.count(query);
                    return (System.nanoTime() - start) / 1e3;
                })
                .sorted()
                .toArray();
        result.put("count_p50_us", micros[QUERIES / 2]);
        result.put("count_p99_us", micros[QUERIES * 99 / 100]);
    }

    /// Documents of another seed, end to end.
    private void trace(LexicalIndex index) {
        RandomStream random = RandomStream.of(3, "transcripts");
        Iterator<String> texts = texts(99);
        List<int[]> transcripts = new ArrayList<>();
        while (transcripts.size() < TRANSCRIPTS) {
            int[] words = new int[0];
            while (words.length < TRANSCRIPT) {
                int[] more = varied(tokenizer.encode(texts.next()), random);
                int[] joined = Arrays.copyOf(words, words.length + more.length);
                System.arraycopy(more, 0, joined, words.length, more.length);
                words = joined;
            }
            transcripts.add(Arrays.copyOf(words, TRANSCRIPT));
        }
        SpanTrace trace = new SpanTrace(1, 0.05, 10, Set.of());
        for (int round = 0; round < 5; round++) {
            transcripts.forEach(transcript -> trace.of(transcript, index));
        }
        List<Double> wall = new ArrayList<>();
        long cpu = cpu();
        for (int[] transcript : transcripts) {
            long start = System.nanoTime();
            trace.of(transcript, index);
            wall.add((System.nanoTime() - start) / 1e6);
        }
        wall.sort(Comparator.naturalOrder());
        result.put("trace_median_ms", wall.get(TRANSCRIPTS / 2));
        result.put("trace_cpu_ms", (cpu() - cpu) / 1e6 / TRANSCRIPTS);
    }

    /// One random read of the text of a shard, many in flight at once: what a sorter cannot be faster than
    /// per step.
    private double randomRead(long tokens) {
        char[] text = new char[(int) Math.min(tokens, shardTokens)];
        int mask = Integer.highestOneBit(text.length) - 1;
        long best = Long.MAX_VALUE;
        int sum = 0;
        for (int round = 0; round < 5; round++) {
            long cpu = cpu();
            for (int i = 0, at = 1; i < 10_000_000; i++) {
                at = at * 1_664_525 + 1_013_904_223;
                sum += text[(at >>> 4) & mask];
            }
            best = Math.min(best, cpu() - cpu);
        }
        return best / 1e7 + (sum == 1 ? 1 : 0);
    }

    private static double copy() {
        byte[] from = new byte[1 << 28], to = new byte[1 << 28];
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long cpu = cpu();
            System.arraycopy(from, 0, to, 0, from.length);
            best = Math.min(best, cpu() - cpu);
        }
        return 2.0 * from.length / best;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
