package parable.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditRun;
import parable.audit.run.Limits;
import parable.audit.run.Price;
import parable.audit.run.Retries;
import parable.audit.run.Spending;
import parable.audit.run.StoredRun;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.chat.provider.ModelCatalog;
import parable.ground.Check;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs an audit of many short conversations, or of a long one, and prints one line of JSON: the clock runs
/// from the first sample to the table on disk, warming up included. `bench/audit_load.sh` runs it in pairs
/// with Inspect.
@Command(name = "audit-load")
public final class AuditLoad implements Callable<Integer> {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Option(names = "--folder", required = true, description = "where the run is written; must not exist")
    private Path folder = Path.of("");

    @Option(names = "--samples", defaultValue = "10000", description = DEFAULT)
    private int samples;

    @Option(names = "--parallel", defaultValue = "64", description = "conversations at once" + DEFAULT)
    private int parallel;

    @Option(names = "--prompt", defaultValue = "4000", description = "bytes of what the user says" + DEFAULT)
    private int prompt;

    @Option(names = "--latency", defaultValue = "0", description = "of the model in process, ms" + DEFAULT)
    private long latency;

    @Option(names = "--turns", defaultValue = "1", description = "of the model in process" + DEFAULT)
    private int turns;

    @Option(names = "--calls", defaultValue = "1", description = "in each turn but the last" + DEFAULT)
    private int calls;

    @Option(names = "--server", description = "address of a ChatServer; without it the model is in process")
    private @Nullable String server;

    private final SlotClock clock = new SlotClock();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AuditLoad()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Check.that(!Files.exists(folder), "%s exists; a resumed run would measure less", folder);
        if (server != null) {
            measured(); // starts again from zero
        }
        AuditPlan plan = new AuditPlan(
                "load",
                List.of(LoadScenario.of(prompt, turns)),
                samples,
                ChatSampling.AS_SERVED,
                new Limits(turns, Long.MAX_VALUE, Optional.empty()));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("side", "parable");
        line.put("where", server == null ? "process" : "loopback");
        line.put("samples", samples);
        line.put("events", (turns - 1) * calls);
        line.put("parallel", parallel);
        timed(plan, line);
        line.put("peakRssMb", peakRssMb());
        line.putAll(server == null ? clock.fields() : measured());
        line.put("diskMb", bytes(folder) / 1e6);
        opened(line);
        line.put("load", Math.round(10 * SYSTEM.getSystemLoadAverage()) / 10.0);
        System.out.println(Json.line(line));
        return 0;
    }

    private void timed(AuditPlan plan, Map<String, Object> line) {
        long start = System.nanoTime(), cpu = SYSTEM.getProcessCpuTime();
        AuditRun.Outcome outcome;
        try (ChatModel model = model()) {
            outcome = new AuditRun(plan, List.of(model), spending(), folder).run(Progress.SILENT, StopSignal.NEVER);
        }
        double wall = (System.nanoTime() - start) / 1e6, used = (SYSTEM.getProcessCpuTime() - cpu) / 1e6;
        Check.that(
                outcome.summary().graded() == samples,
                "%d samples were asked for, %d graded",
                samples,
                outcome.summary().graded());
        line.put("wallMs", Math.round(wall));
        line.put("cpuMs", Math.round(used));
        line.put("samplesPerSecond", Math.round(samples / wall * 1e4) / 10.0);
    }

    private ChatModel model() {
        return server == null
                ? new CallingModel(turns, calls, latency, clock)
                : ModelCatalog.of(Map.of(), Duration.ofMinutes(1)).open(server + "#mock");
    }

    private Spending spending() {
        double unlimited = Double.POSITIVE_INFINITY;
        return new Spending(Price.FREE, unlimited, parallel, unlimited, unlimited, Retries.USUAL);
    }

    /// How long a reader takes: to open the run, and to have seen every conversation.
    private void opened(Map<String, Object> line) {
        long start = System.nanoTime();
        StoredRun run = StoredRun.open(folder);
        line.put("openMs", Math.round((System.nanoTime() - start) / 1e6));
        try (var conversations = run.conversations()) {
            line.put("read", conversations.count());
        }
        line.put("readMs", Math.round((System.nanoTime() - start) / 1e6));
        line.put("peakRssReadMb", peakRssMb());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> measured() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server + "/measured")).build();
            return Json.read(client.send(request, BodyHandlers.ofString()).body(), Map.class);
        }
    }

    /// The largest resident set that this process ever had, as Linux counts it; NaN elsewhere.
    private static double peakRssMb() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
                    .map(mb -> Math.round(10 * mb) / 10.0)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
