package parable.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import parable.ground.Json;
import parable.tensor.Engine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints one JSON line a measurement. `bench/compare.sh` runs it in pairs with the Python peers.
@Command(name = "bench", description = "Times training, generation and matrix products.")
public final class Bench {
    /// Batches written before the clock starts: after these the just-in-time compilers are quiet.
    private static final int WARM_UP = 5;

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Command(description = "Optimizer steps on packed rows.")
    void train(
            @Option(names = "--size", defaultValue = "organism", description = "organism or ten" + DEFAULT) Size size,
            @Option(names = "--rows", defaultValue = "5") int rows,
            @Option(names = "--tokens", defaultValue = "128", description = "in a row" + DEFAULT) int tokens,
            @Option(names = "--steps", defaultValue = "40", description = "timed" + DEFAULT) int steps,
            @Option(names = "--warm-up", defaultValue = "100", description = "steps before the clock" + DEFAULT)
                    int warmUp,
            @Option(names = "--models", defaultValue = "1", description = "side by side" + DEFAULT) int models,
            @Option(names = "--threads", defaultValue = "1", description = "in an operator" + DEFAULT) int threads) {
        Engine.threads(threads);
        Timing timing = Timing.of(
                models, warmUp, steps, seed -> new Training(size, rows, tokens, warmUp + steps, seed));
        Map<String, Object> line = line("train", threads, models);
        line.put("size", size);
        line.put("rows", rows);
        line.put("tokens", tokens);
        line.put("flopsPerToken", Flops.ofTraining(size.config(), tokens));
        emit(line, timing, rows * tokens, "tokensPerSecond");
    }

    @Command(description = "Texts sampled in a batch with a key-value cache.")
    void generate(
            @Option(names = "--size", defaultValue = "organism", description = "organism or ten" + DEFAULT) Size size,
            @Option(names = "--rows", defaultValue = "64") int rows,
            @Option(names = "--prompt", defaultValue = "64", description = "tokens of a prompt" + DEFAULT) int prompt,
            @Option(names = "--new", defaultValue = "128", description = "tokens written a row" + DEFAULT) int tokens,
            @Option(names = "--times", defaultValue = "3", description = "timed batches" + DEFAULT) int times,
            @Option(names = "--models", defaultValue = "1", description = "side by side" + DEFAULT) int models,
            @Option(names = "--threads", defaultValue = "1", description = "in an operator" + DEFAULT) int threads) {
        Engine.threads(threads);
        Timing timing = Timing.of(models, WARM_UP, times, seed -> new Writing(size, rows, prompt, tokens, seed));
        Map<String, Object> line = line("generate", threads, models);
        line.put("size", size);
        line.put("rows", rows);
        line.put("prompt", prompt);
        line.put("new", tokens);
        line.put("flopsPerToken", Flops.ofWriting(size.config(), prompt, tokens));
        emit(line, timing, rows * tokens, "tokensPerSecond");
    }

    @Command(description = "Steps of reinforcement learning: 16 prompts with 8 answers of up to 60 tokens each.")
    void reinforce(
            @Option(names = "--size", defaultValue = "organism", description = "organism or ten" + DEFAULT) Size size,
            @Option(names = "--prompt", defaultValue = "64", description = "tokens of a prompt" + DEFAULT) int prompt,
            @Option(names = "--steps", defaultValue = "3", description = "timed" + DEFAULT) int steps) {
        Engine.threads(1);
        Timing timing =
                Timing.of(1, WARM_UP, steps, seed -> new Reinforcing(size, prompt, WARM_UP + steps, seed));
        Map<String, Object> line = line("reinforce", 1, 1);
        line.put("size", size);
        line.put("prompt", prompt);
        emit(line, timing, 1, "stepsPerSecond");
    }

    @Command(description = "Open weights from a GGUF file: reading a prompt, or writing on from one.")
    void published(
            @Option(names = "--file", required = true) Path file,
            @Option(names = "--rows", defaultValue = "1", description = "0 only reads" + DEFAULT) int rows,
            @Option(names = "--prompt", defaultValue = "16", description = "tokens of a prompt" + DEFAULT) int prompt,
            @Option(names = "--new", defaultValue = "32", description = "tokens written a row" + DEFAULT) int tokens,
            @Option(names = "--times", defaultValue = "2", description = "timed calls" + DEFAULT) int times,
            @Option(names = "--threads", defaultValue = "1", description = "in an operator" + DEFAULT) int threads) {
        Engine.threads(threads);
        Timing timing = Timing.of(1, 1, times, _ -> new Published(file, rows, prompt, tokens));
        Map<String, Object> line = line("published", threads, 1);
        line.put("rows", rows);
        line.put("prompt", prompt);
        line.put("new", tokens);
        emit(line, timing, rows == 0 ? prompt : rows * tokens, "tokensPerSecond");
    }

    @Command(description = "Open weights from a GGUF file asked for samples of one situation.")
    void answers(
            @Option(names = "--file", required = true) Path file,
            @Option(names = "--requests", defaultValue = "16") int requests,
            @Option(names = "--at-once", defaultValue = "16") int atOnce,
            @Option(names = "--words", defaultValue = "1500", description = "of the situation" + DEFAULT) int words,
            @Option(names = "--max-tokens", defaultValue = "96", description = "of an answer" + DEFAULT) int tokens,
            @Option(names = "--times", defaultValue = "1", description = "timed situations" + DEFAULT) int times,
            @Option(names = "--threads", defaultValue = "1", description = "in an operator" + DEFAULT) int threads) {
        Engine.threads(threads);
        LongAdder written = new LongAdder();
        Timing timing = Timing.of(1, 0, times, _ -> new Answers(file, requests, atOnce, words, tokens, written));
        Map<String, Object> line = line("answers", threads, 1);
        line.put("requests", requests);
        line.put("atOnce", atOnce);
        line.put("words", words);
        line.put("maxTokens", tokens);
        line.put("written", written.sum());
        emit(line, timing, written.sum() / (double) times, "tokensPerSecond");
    }

    @Command(description = "Where the time of a hot loop goes, operator by operator, and how near to the roofline.")
    void profile(
            @Option(names = "--loop", defaultValue = "train", description = "train, generate or published" + DEFAULT)
                    String loop,
            @Option(names = "--size", defaultValue = "organism", description = "organism or ten" + DEFAULT) Size size,
            @Option(names = "--file", description = "open weights, for published") Path file,
            @Option(names = "--rows", defaultValue = "5") int rows,
            @Option(names = "--tokens", defaultValue = "128", description = "of a row, or written" + DEFAULT) int tokens,
            @Option(names = "--prompt", defaultValue = "64", description = "tokens of a prompt" + DEFAULT) int prompt,
            @Option(names = "--warm-up", defaultValue = "40") int warmUp,
            @Option(names = "--times", defaultValue = "40", description = "calls" + DEFAULT) int times) {
        Engine.threads(1);
        Roofline roofline = Roofline.measured();
        try (Timing.Work work = switch (loop) {
            case "train" -> new Training(size, rows, tokens, warmUp + times, 1);
            case "generate" -> new Writing(size, rows, prompt, tokens, 1);
            case "published" -> new Published(file, rows, prompt, tokens);
            default -> throw new IllegalArgumentException("no loop is called " + loop);
        }) {
            roofline.print(work, warmUp, times);
        }
    }

    @Command(description = "Square matrix products: the peak that nothing above can pass.")
    void sgemm(
            @Option(names = "--n", defaultValue = "1024") int n,
            @Option(names = "--times", defaultValue = "30") int times,
            @Option(names = "--threads", defaultValue = "1", description = "in an operator" + DEFAULT) int threads) {
        Engine.threads(threads);
        Timing timing = Timing.of(1, 3, times, _ -> new Product(n));
        Map<String, Object> line = line("sgemm", threads, 1);
        line.put("n", n);
        line.put("bestGigaflops", Math.round(2.0 * n * n * n / timing.bestMs() / 1e5) / 10.0);
        emit(line, timing, 2e-9 * n * n * n, "gigaflops");
    }

    private static Map<String, Object> line(String task, int threads, int models) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("side", "parable");
        line.put("task", task);
        line.put("threads", threads);
        line.put("models", models);
        return line;
    }

    private static void emit(Map<String, Object> line, Timing timing, double units, String unit) {
        line.putAll(timing.fields());
        line.put(unit, Math.round(timing.perSecond(units) * 10) / 10.0);
        Engine.Description engine = Engine.describe();
        line.put("libtorch", engine.library());
        line.put("blas", engine.blas());
        line.put("load", Math.round(10 * ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()) / 10.0);
        System.out.println(Json.line(line));
    }
}
