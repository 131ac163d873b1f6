package parable.bench.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// What became of one reader's inputs. Of each kind of fault the first input is kept, with its trace.
final class Tally {
    private final String name;
    private final Path kept;
    private final Map<String, Integer> kinds = new TreeMap<>();
    private long inputs, accepted, refused, faults, slowest;

    Tally(String name, Path kept) {
        this.name = name;
        this.kept = kept;
    }

    synchronized void accept(long nanos) {
        count(nanos);
        accepted++;
    }

    synchronized void refuse(long nanos) {
        count(nanos);
        refused++;
    }

    synchronized void fault(Throwable thrown, byte[] input) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        fault(thrown.getClass().getSimpleName() + " at " + place(thrown), trace.toString(), input);
    }

    synchronized void fault(String kind, String detail, byte[] input) {
        inputs++;
        faults++;
        if (kinds.merge(kind, 1, Integer::sum) == 1) {
            String file = name.replace(' ', '-') + "-" + kinds.size();
            try {
                Files.createDirectories(kept);
                Files.write(kept.resolve(file + ".input"), input);
                Files.writeString(kept.resolve(file + ".txt"), kind + "\n" + detail);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The frame of ours that is nearest to the fault.
    private static String place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("parable."))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("?");
    }

    private void count(long nanos) {
        inputs++;
        slowest = Math.max(slowest, nanos);
    }

    long accepted() {
        return accepted;
    }

    long faults() {
        return faults;
    }

    long inputs() {
        return inputs;
    }

    String row() {
        return "| %s | %,d | %,d | %,d | %,d | %,d ms |%s"
                .formatted(name, inputs, accepted, refused, faults, slowest / 1_000_000, kinds.isEmpty() ? "" : " " + kinds);
    }
}
