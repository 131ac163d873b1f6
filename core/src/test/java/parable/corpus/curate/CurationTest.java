package parable.corpus.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.corpus.Corpus;
import parable.corpus.TextFiles;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.RandomStream;
import parable.ground.StopSignal;
import parable.ground.StudyException;

class CurationTest {
    private static final List<String> VOCABULARY = List.of(
            "river stone engine lamp harbor winter letter garden window copper morning ticket bread wagon".split(" "));

    @TempDir
    private Path home;

    private Curation curation(String name, Path... corpora) {
        return new Curation(
                CorpusFiles.of(List.of(corpora)),
                new TreeMap<>(Map.of(
                        "scene-1", "Kyle will wipe the server at five today and no one in the office knows about it")),
                Optional.empty(),
                PortrayalRules.shipped(),
                home.resolve(name));
    }

    private String merged(Curation curation) throws IOException {
        Merge.of(curation, Merge.Wishes.documents(Set.of()));
        return Files.readString(curation.folder().resolve("signals.jsonl"))
                + Files.readString(curation.folder().resolve("documents.jsonl"))
                + Files.readString(curation.folder().resolve("refused.jsonl"));
    }

    private static void read(Curation curation, int number, int count) {
        assertThat(curation.read(new Shard(number, count), 2, Progress.SILENT, StopSignal.NEVER))
                .isTrue();
    }

    /// Some 4,000 documents in files of three forms, a tenth of them copies, a tenth nearly so, and lines that are
    /// none.
    private Path corpus() throws IOException {
        Path folder = home.resolve("pages");
        Files.createDirectories(folder);
        RandomStream random = RandomStream.of(3, "pages");
        List<String> texts = new ArrayList<>();
        for (int file = 0; file < 2; file++) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 2000; i++) {
                String text = text(random, texts);
                texts.add(text);
                lines.append(i % 500 == 7 ? "{\"no\": \"text\"}" : Json.line(new Row(text)))
                        .append('\n');
            }
            byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
            boolean isPacked = file == 1;
            Files.write(
                    folder.resolve("file-%d.jsonl%s".formatted(file, isPacked ? ".zst" : "")),
                    isPacked ? Zstd.compress(bytes) : bytes);
        }
        try (InputStream table = Corpus.class.getResourceAsStream("rows.parquet")) {
            Files.copy(Objects.requireNonNull(table), folder.resolve("rows.parquet"));
        }
        return folder;
    }

    private record Row(String text) {}

    private static String text(RandomStream random, List<String> texts) {
        double kind = random.uniform();
        if (!texts.isEmpty() && kind < 0.1) {
            return random.pick(texts);
        }
        if (!texts.isEmpty() && kind < 0.2) {
            return random.pick(texts) + " the end";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append(random.pick(VOCABULARY)).append(random.below(50) == 0 ? ". " : " ");
        }
        return text.toString();
    }

    @Test
    void anyNumberOfPartsInAnyOrderGivesTheSameBytes() throws IOException {
        Path corpus = corpus();
        Curation whole = curation("whole", corpus);
        read(whole, 1, 1);
        String one = merged(whole);

        for (int count : List.of(2, 5)) {
            Curation dealt = curation("dealt-" + count, corpus);
            for (int number = count; number >= 1; number--) {
                read(dealt, number, count);
            }
            assertThat(merged(dealt)).isEqualTo(one);
        }
        assertThat(one).contains("duplicateOf", "nearDuplicateOf", "has neither", "rows.parquet:300");
    }

    @Test
    void aPartThatWasKilledAnywhereContinuesToTheSameBytes() throws IOException {
        Path corpus = corpus();
        Curation whole = curation("whole", corpus);
        read(whole, 1, 1);
        Curation stopped = curation("stopped", corpus);
        int[] asked = new int[1];
        int runs = 0;
        while (!stopped.read(Shard.WHOLE, 2, Progress.SILENT, () -> asked[0]++ % 2 == 1)) {
            runs++;
            tear(stopped.part(Shard.WHOLE).resolve("signals.jsonl"));
            tear(stopped.part(Shard.WHOLE).resolve("fingerprints.bin"));
            tear(stopped.part(Shard.WHOLE).resolve("journal"));
        }

        assertThat(runs).isGreaterThan(1);
        assertThat(merged(stopped)).isEqualTo(merged(whole));
    }

    /// What a kill in the middle of writing leaves.
    private static void tear(Path file) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(access.length());
            access.write(new byte[] {17, 0, 0});
        }
    }

    @Test
    void partsThatAreMissingAreNamed() throws IOException {
        Curation curation = curation("some", corpus());
        read(curation, 2, 3);

        assertThatThrownBy(() -> Merge.of(curation, Merge.Wishes.NONE))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("of 3 parts 1/3, 3/3 are missing");
        assertThat(Parts.missing(curation)).containsEntry(3, List.of("1/3", "3/3"));
    }

    @Test
    void aFolderOfAnotherCorpusIsRefused() throws IOException {
        Curation curation = curation("some", corpus());
        read(curation, 1, 1);
        Files.writeString(home.resolve("pages/file-0.jsonl"), "{\"text\": \"another\"}\n");

        assertThatThrownBy(() -> read(curation("some", home.resolve("pages")), 1, 1))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("another corpus");
    }

    @Test
    void duplicatesScenesAndRefusalsAreToldAndRemovedOnlyWhenAsked() throws IOException {
        Path file = home.resolve("few.jsonl");
        String story = "A long walk along the river led her past the mill and the old stone bridge to the harbor, where"
                + " the boats lay still and the lamps burned low until the morning came with rain and wind.";
        Files.writeString(file, """
                {"id": "a", "text": "%1$s", "kind": "walk"}
                {"id": "b", "text": "%1$s"}
                {"id": "c", "text": "%2$s"}
                {"id": "d", "text": "He said that Kyle will wipe the server at five today, and no clerk cared."}
                not json
                {"id": "e", "text": "Kurz und gut: das ist nicht die Sprache, die wir hier und auf der Insel sprechen."}
                """.formatted(story, story.toUpperCase(Locale.ROOT) + " The end."));
        Curation curation = curation("few", file);
        read(curation, 1, 1);

        Merge.Outcome outcome =
                Merge.of(curation, Merge.Wishes.documents(EnumSet.of(Removal.NEAR_DUPLICATES, Removal.SCENES)));

        assertThat(outcome.total().exactDuplicates()).isEqualTo(1);
        assertThat(outcome.total().nearDuplicates()).isEqualTo(2);
        assertThat(outcome.total().holdingScenes()).isEqualTo(1);
        assertThat(outcome.total().languages()).containsEntry("en", 4L).containsEntry("de", 1L);
        assertThat(outcome.refusals()).isEqualTo(1);
        assertThat(outcome.coverage().get("scene-1").found()).isEqualTo(3);
        Corpus kept = TextFiles.read(curation.folder().resolve("documents.jsonl"));
        assertThat(kept.documents().map(document -> document.id())).containsExactly("a", "e");
        assertThat(kept.documents().findFirst().orElseThrow().tag("kind")).isEqualTo("walk");
        assertThat(Files.readString(curation.folder().resolve("refused.jsonl"))).contains("few.jsonl:5", "is not JSON");
    }
}
