package parable.audit.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import parable.audit.run.ModelRun;
import parable.ground.AtomicFile;
import parable.ground.CorruptFileException;
import parable.ground.Existing;
import parable.ground.Hash;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.JsonNode;

/// The evidence behind a gate's verdict, in one zip file that anybody may keep and check:
///
/// ```
/// bundle.json      format, program, model, hash of every other entry
/// claims.yaml      as it was fixed
/// gate.json        the rulings;  gate.txt and junit.xml the same for people and build servers
/// audit.json       the run's header;  summary.json its table
/// run.sha256       hashes of the run's files, in the form that `sha256sum -c` takes
/// baseline.sha256  those of the run compared with, if any
/// ```
///
/// The same gate on the same run always makes the same bytes. Bundles are not signed: note the bundle's own hash in a
/// place that cannot be changed.
public final class Bundle {
    static final int FORMAT = 1;

    private static final String CONTENTS = "bundle.json";
    private static final String CLAIMS = "claims.yaml";
    private static final String GATE = "gate.json";
    private static final String RUN = "run.sha256";
    private static final String BASELINE = "baseline.sha256";
    private static final List<String> RUN_FILES =
            List.of("journal", "audit.json", "situations.jsonl", "transcripts.jsonl", "summary.json", "stopping.json");
    /// Largest entry that is read. A bundle holds tables, no transcripts; more is no bundle.
    private static final int LARGEST = 1 << 26;

    private Bundle() {}

    record Contents(int format, String program, String model, Map<String, String> sha256) {}

    /// @param claims text of the claims file
    /// @throws StudyException CONFIG when other evidence lies there and stays
    public static void write(
            Path file,
            Existing existing,
            String claims,
            GateReport report,
            String program,
            ModelRun run,
            Optional<ModelRun> baseline) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        put(entries, CLAIMS, claims);
        put(entries, GATE, Json.pretty(report));
        put(entries, "gate.txt", GateTable.of(report));
        put(entries, "junit.xml", JUnitReport.of(report, program));
        for (String copied : List.of("audit.json", "summary.json")) {
            copy(entries, run.run().folder(), copied);
        }
        put(entries, RUN, hashes(run.run().folder()));
        baseline.ifPresent(other -> put(entries, BASELINE, hashes(other.run().folder())));
        Map<String, String> sha256 = new LinkedHashMap<>();
        entries.forEach((name, bytes) -> sha256.put(name, GateReport.sha256(bytes)));
        put(entries, CONTENTS, Json.pretty(new Contents(FORMAT, program, run.model(), sha256)));
        AtomicFile.write(
                file, existing, channel -> zip(entries, new ZipOutputStream(Channels.newOutputStream(channel))));
    }

    private static void put(Map<String, byte[]> entries, String name, String text) {
        entries.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void copy(Map<String, byte[]> entries, Path folder, String name) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            try {
                entries.put(name, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void zip(Map<String, byte[]> entries, ZipOutputStream zip) throws IOException {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            ZipEntry header = new ZipEntry(entry.getKey());
            header.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // the earliest that a zip can say
            zip.putNextEntry(header);
            zip.write(entry.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }

    private static String hashes(Path folder) {
        StringBuilder lines = new StringBuilder();
        for (String name : RUN_FILES) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                lines.append(hash(file)).append("  ").append(name).append('\n');
            }
        }
        return lines.toString();
    }

    private static String hash(Path file) {
        try {
            return Hash.ofFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Checks a bundle against itself and, where they are there, against its runs: their files' hashes, and whether
    /// the claims still get the same rulings.
    ///
    /// @return what is wrong, in sentences; empty where nothing is
    public static List<String> faults(Path file, Optional<ModelRun> run, Optional<ModelRun> baseline) {
        Map<String, byte[]> entries = entries(file);
        List<String> faults = new ArrayList<>();
        Contents contents = Json.read(text(file, entries, CONTENTS), file, CONTENTS, Contents.class);
        for (Map.Entry<String, String> promised : contents.sha256().entrySet()) {
            byte[] bytes = entries.get(promised.getKey());
            if (bytes == null) {
                faults.add("%s is missing from the bundle".formatted(promised.getKey()));
            } else if (!GateReport.sha256(bytes).equals(promised.getValue())) {
                faults.add("%s was changed after the bundle was made".formatted(promised.getKey()));
            }
        }
        run.ifPresent(one -> {
            compare(faults, text(file, entries, RUN), one.run().folder());
            baseline.ifPresent(other ->
                    compare(faults, text(file, entries, BASELINE), other.run().folder()));
            try {
                regate(faults, file, entries, one, baseline);
            } catch (StudyException e) { // a run of other terms
                faults.add("the gate now refuses the run: "
                        + String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
            }
        });
        return faults;
    }

    private static void compare(List<String> faults, String promised, Path folder) {
        if (!hashes(folder).equals(promised)) {
            faults.add("the files of %s are not those that were gated".formatted(folder));
        }
    }

    private static void regate(
            List<String> faults, Path file, Map<String, byte[]> entries, ModelRun run, Optional<ModelRun> baseline) {
        GateReport again = GateReport.of(text(file, entries, CLAIMS), file + "!" + CLAIMS, run, baseline);
        JsonNode before = Json.read(text(file, entries, GATE), file, GATE, JsonNode.class);
        JsonNode now = Json.read(Json.line(again), JsonNode.class);
        for (String part : List.of("verdict", "claims", "rulings")) {
            if (!before.path(part).equals(now.path(part))) {
                faults.add("the gate now finds other %s than the bundle says".formatted(part));
            }
        }
    }

    private static String text(Path file, Map<String, byte[]> entries, String name) {
        byte[] bytes = entries.get(name);
        if (bytes == null) {
            throw new CorruptFileException(file, "it has no entry %s. Use the bundle as `parable gate` wrote it", name);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> entries(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StudyException(
                    Category.CONFIG, "There is no bundle %s. Name a file that --bundle has written.", file);
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            Enumeration<? extends ZipEntry> all = zip.entries();
            while (all.hasMoreElements()) {
                ZipEntry entry = all.nextElement();
                byte[] bytes = zip.getInputStream(entry).readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new CorruptFileException(file, "its entry %s is larger than any bundle's", entry.getName());
                }
                entries.put(entry.getName(), bytes);
            }
        } catch (ZipException e) {
            throw new CorruptFileException(file, "it is no zip file (%s)", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
