package parable.corpus.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.corpus.parquet.ParquetRows;
import parable.ground.Progress;
import parable.ground.StopSignal;

class SignalTableTest {
    @TempDir
    private Path home;

    /// Written by our own writer, read by hardwood.
    @Test
    void theTableHoldsWhatTheLinesHold() throws IOException {
        Path corpus = Files.writeString(home.resolve("few.jsonl"), """
                {"id": "a", "text": "The naïve robot helped her find the way home. It was kind. The end."}
                {"id": "b", "text": "The naïve robot helped her find the way home. It was kind. The end."}
                {"id": "c", "text": "tea"}
                """);
        Curation curation = new Curation(
                CorpusFiles.of(List.of(corpus)),
                new TreeMap<>(),
                Optional.empty(),
                PortrayalRules.shipped(),
                home.resolve("run"));
        curation.read(Shard.WHOLE, 1, Progress.SILENT, StopSignal.NEVER);

        Merge.of(curation, new Merge.Wishes(Optional.empty(), Labels.NONE, 0, true));

        List<String> lines = Files.readAllLines(home.resolve("run/signals.jsonl"));
        try (ParquetRows rows = ParquetRows.open(home.resolve("run/signals.parquet"), Set.of())) {
            for (String line : lines) {
                ParquetRows.Row row = rows.next();
                assertThat(row).isNotNull();
                assertThat(row.json().toString()).isEqualTo(line);
            }
            assertThat(rows.next()).isNull();
        }
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("duplicateOf");
    }
}
