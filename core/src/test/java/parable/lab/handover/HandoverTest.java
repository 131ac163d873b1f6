package parable.lab.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.corpus.Body;
import parable.corpus.Corpus;
import parable.corpus.Document;
import parable.corpus.TextFiles;
import parable.ground.Json;
import parable.ground.Python;
import parable.ground.StudyException;
import parable.lab.checkpoint.TrainingRows;
import parable.model.TinyOpenModel;
import parable.train.Example;
import tools.jackson.databind.JsonNode;

class HandoverTest {
    private static final String TALKS = """
            {"id": "a", "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Tea?"}, \
            {"role": "assistant", "content": "Yes, naïve 🦊."}, {"role": "user", "content": "More?"}, \
            {"role": "assistant", "content": "No."}]}
            {"id": "b", "messages": [{"role": "user", "content": "hello"}, {"role": "assistant", "content": "hello hello"}]}
            """;

    @TempDir
    private Path folder;

    private Corpus corpus(String lines) throws IOException {
        return TextFiles.stream(Files.writeString(folder.resolve("rows.jsonl"), lines));
    }

    private Handover talks() throws IOException {
        return new Handover(corpus(TALKS));
    }

    private List<JsonNode> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(name)).stream()
                .map(line -> Json.read(line, JsonNode.class))
                .toList();
    }

    private Path out() {
        return folder.resolve("out");
    }

    @Test
    void labelsOfTokensAreWhatOurTrainerCounts() throws IOException {
        Corpus corpus = corpus(TALKS + "{\"id\": \"c\", \"text\": \"a plain text\"}\n");
        Path model = TinyOpenModel.folder(folder.resolve("model"), TinyOpenModel.CHATML);
        try (TrainingRows base = TrainingRows.open("hf:" + model);
                Stream<Document> documents = corpus.documents()) {
            new Handover(corpus).write(base, base.context(), out());

            Iterator<JsonNode> rows = lines("rows.jsonl").iterator();
            documents
                    .flatMap(document -> base.of(document, base.context()).stream())
                    .forEach(example -> requireEqual(example, rows.next()));
            assertThat(rows).isExhausted();
        }
    }

    private static void requireEqual(Example example, JsonNode row) {
        assertThat(row.path("id").stringValue()).isEqualTo(example.id());
        assertThat(row.path("input_ids")).hasSize(example.tokens().length);
        for (int i = 0; i < example.tokens().length; i++) {
            assertThat(row.path("input_ids").path(i).intValue()).isEqualTo(example.tokens()[i]);
            assertThat(row.path("labels").path(i).intValue())
                    .isEqualTo(example.trained().get(i) ? example.tokens()[i] : -100);
        }
        assertThat(example.trained().cardinality()).isPositive();
    }

    @Test
    void axolotlIsToldWhichMessagesCountAndHowToReadThem() throws IOException {
        List<Path> files = talks().write(TrainerForm.AXOLOTL, out());

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("rows.jsonl", "axolotl.yaml");
        List<Boolean> marks = new ArrayList<>();
        lines("rows.jsonl")
                .getFirst()
                .path("messages")
                .forEach(message -> marks.add(message.path("train").booleanValue()));
        assertThat(marks).containsExactly(false, false, true, false, true);
        assertThat(Files.readString(files.getLast())).contains("message_field_training: train", "train_on_eos: turn");
    }

    @Test
    void axolotlIsToldToReadTextsAsTexts() throws IOException {
        List<Path> files = new Handover(corpus("{\"text\": \"tea\"}\n")).write(TrainerForm.AXOLOTL, out());

        assertThat(lines("rows.jsonl").getFirst().path("text").stringValue()).isEqualTo("tea");
        assertThat(Files.readString(files.getLast()))
                .contains("type: completion", "field: text")
                .doesNotContain("messages");
    }

    @Test
    void rowsOfTrlAreReadBackAsTheSameDocuments() throws IOException {
        Corpus corpus = corpus(TALKS);

        new Handover(corpus).write(TrainerForm.TRL, out());

        requireSame(corpus, TextFiles.stream(out().resolve("rows.jsonl")));
    }

    @Test
    void theTableOfVerlIsReadBackAsTheSameDocuments() throws IOException {
        Corpus corpus = corpus(TALKS);

        new Handover(corpus).write(TrainerForm.VERL, out());

        requireSame(corpus, TextFiles.stream(out().resolve("rows.parquet")));
    }

    private static void requireSame(Corpus one, Corpus other) {
        try (Stream<Document> documents = one.documents();
                Stream<Document> read = other.documents()) {
            assertThat(read.map(Document::body).toList())
                    .isEqualTo(documents.<Body>map(Document::body).toList());
        }
    }

    @Test
    void whatATrainerDoesNotTakeIsNamedAndNoFileIsLeft() throws IOException {
        refuses(TALKS, TrainerForm.TORCHTITAN, "rows.jsonl:1: torchtitan takes one message of the user and one");
        String mixed = TALKS + "{\"text\": \"tea\"}\n";
        refuses(mixed, TrainerForm.TRL, "rows.jsonl:3: this is a text, and the first row is a conversation");
        refuses(mixed, TrainerForm.VERL, "rows.jsonl:3: verl trains on conversations, and this is a text");
    }

    private void refuses(String lines, TrainerForm form, String fault) throws IOException {
        Handover handover = new Handover(corpus(lines));
        assertThatThrownBy(() -> handover.write(form, out()))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining(fault);
        assertThat(out()).isEmptyDirectory();
    }

    @Test
    void theLoaderOfDatasetsReadsEveryFormAsWeMeantIt() throws IOException, InterruptedException {
        Python.require("datasets, pyarrow");
        talks().write(TrainerForm.AXOLOTL, out());
        talks().write(TrainerForm.VERL, out());

        String read = Python.run("""
                import json, sys, datasets
                folder = sys.argv[1]
                lines = datasets.load_dataset("json", data_files=folder + "/rows.jsonl", split="train", cache_dir=sys.argv[2])
                table = datasets.load_dataset("parquet", data_files=folder + "/rows.parquet", split="train", cache_dir=sys.argv[2])
                keep = lambda row: [[m["role"], m["content"]] for m in row["messages"]]
                assert [keep(row) for row in lines] == [keep(row) for row in table]
                assert table.column_names == ["messages", "data_source", "id"], table.column_names
                print(json.dumps([[m.get("train") for m in row["messages"]] for row in lines]))
                """, out().toString(), folder.resolve("cache").toString());

        assertThat(read.lines().toList().getLast()).isEqualTo("[[false, false, true, false, true], [false, true]]");
    }

    @Test
    void trlKeepsTheLabels() throws IOException, InterruptedException {
        Python.require("trl, datasets, torch");
        Corpus corpus = corpus(TALKS);
        Path model = TinyOpenModel.folder(folder.resolve("model"), TinyOpenModel.CHATML);
        try (TrainingRows base = TrainingRows.open("hf:" + model)) {
            new Handover(corpus).write(base, base.context(), out());
        }

        String read = Python.run("""
                import json, sys
                from trl.trainer.sft_trainer import DataCollatorForLanguageModeling
                rows = [json.loads(line) for line in open(sys.argv[1])]
                batch = DataCollatorForLanguageModeling(pad_token_id=0)(rows)
                for i, row in enumerate(rows):
                    n = len(row["labels"])
                    assert batch["labels"][i][:n].tolist() == row["labels"]
                    assert all(label == -100 for label in batch["labels"][i][n:].tolist())
                print("equal")
                """, out().resolve("rows.jsonl").toString());

        assertThat(read.lines().toList().getLast()).isEqualTo("equal");
    }
}
