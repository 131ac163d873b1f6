package parable.train;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import parable.ground.AppendedFile;
import parable.ground.Check;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The training curve as JSON lines, one object per logged step:
///
/// ```
/// {"step":10,"tokens":6400,"learning_rate":0.003,"loss":5.25}
///   step    optimizer steps taken so far; never falls from one line to the next
///   tokens  training tokens seen so far
///   others  values by name, in alphabetical order; a value that is no number is "NaN", "Infinity" or
/// "-Infinity"
/// ```
///
/// A resumed run's file equals that of a run never interrupted, because resuming cuts off the lines after the
/// resumed step. For that, log a step before its checkpoint is saved ([#force()] first), and log nothing that a
/// clock measured: speed goes to [TensorBoardWriter] or the terminal.
///
/// Confined to one thread.
public final class MetricsLog implements AutoCloseable {
    private final AppendedFile lines;
    private long lastStep;

    private MetricsLog(AppendedFile lines, long lastStep) {
        this.lines = lines;
        this.lastStep = lastStep;
    }

    /// Begins the curve of a run that has no checkpoint: lines that an attempt without one left behind are
    /// dropped.
    public static MetricsLog begin(Path file) {
        return new MetricsLog(AppendedFile.open(file, 0), 0);
    }

    /// Continues the curve after a checkpoint at `step`: lines of later steps and a torn last line are
    /// dropped.
    ///
    /// @throws CorruptFileException when a line before that is not one this class wrote
    public static MetricsLog resume(Path file, long step) {
        return new MetricsLog(AppendedFile.open(file, keptBytes(file, step)), step);
    }

    public void log(long step, long tokens, Map<String, Double> values) {
        Check.that(step >= lastStep, "metrics are logged in the order of steps, but %d came after %d", step, lastStep);
        ObjectNode line = Json.mapper().createObjectNode().put("step", step).put("tokens", tokens);
        new TreeMap<>(values).forEach((name, value) -> {
            Check.that(!line.has(name), "the metric name \"%s\" is taken by the log itself; choose another", name);
            line.put(name, value);
        });
        lines.append((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
        lastStep = step;
    }

    /// Waits until everything logged is on the disk itself.
    public void force() {
        lines.force();
    }

    @Override
    public void close() {
        lines.close();
    }

    /// Bytes of the whole lines up to and including `step`.
    private static long keptBytes(Path file, long step) {
        if (!Files.exists(file)) {
            return 0;
        }
        long kept = 0;
        int number = 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                if (line[line.length - 1] != '\n' || step(file, number++, line) > step) {
                    break;
                }
                kept += line.length;
            }
        } catch (IOException e) {
            throw new StudyException(
                    Category.STORAGE,
                    e,
                    "%s could not be read (%s). Check its rights and the disk.",
                    file,
                    e.getMessage());
        }
        return kept;
    }

    /// The next line with its newline; without one at the end of a torn file; empty at the end.
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    private static long step(Path file, int number, byte[] line) {
        try {
            JsonNode step = Json.mapper().readTree(line).path("step");
            if (step.isIntegralNumber()) {
                return step.longValue();
            }
            throw new CorruptFileException(
                    file, "line %d must have a whole number as its step, found %s", number, step);
        } catch (JacksonException e) {
            throw new CorruptFileException(file, "line %d is not JSON (%s)", number, Json.fault(e));
        }
    }
}
