package parable.lab.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.corpus.TextFiles;
import parable.ground.StudyException;
import parable.lab.Reading;
import parable.model.Decoder;
import parable.model.DecoderConfig;
import parable.model.ModelSource;
import parable.model.OpenModel;
import parable.model.TinyFamilies;
import parable.tensor.LiveTensors;
import parable.tensor.Scope;
import parable.train.TokenRows;
import parable.train.Trainer;
import parable.train.Training;

@ExtendWith(LiveTensors.class)
class CheckpointLabTest {
    private static final int ROW = 64, STEPS = 6;
    private static final Training TRAINING = new Training(
            ROW, 2, 1, new Training.Schedule(1e-2, 0, 0.1), new Training.Optimizer(0.9, 0.95, 1e-8, 0.01), 1);

    @TempDir
    Path folder;

    @Test
    void aBaseLearnsFromFilesAndIsSavedAsItWasPublished() throws IOException {
        try (CheckpointLab lab = lab("qwen2", _ -> Optional.empty());
                Decoder model = lab.begin(Optional.empty(), 1);
                Trainer trainer = trainer(lab, model)) {
            double first = trainer.next().loss();
            double last = first;
            while (!trainer.isDone()) {
                last = trainer.next().loss();
            }
            assertThat(last).isLessThan(0.7 * first);
            lab.save(model, folder.resolve("taught"));
            try (OpenModel taught = OpenModel.hf(folder.resolve("taught"));
                    Decoder again = lab.begin(Optional.of(folder.resolve("taught")), 1);
                    Scope _ = Scope.open()) {
                float[] weights = model.parameters().values().floats();
                assertThat(taught.decoder().parameters().values().floats()).isEqualTo(weights);
                assertThat(again.parameters().values().floats()).isEqualTo(weights);
                assertThat(taught.templates()).isPresent();
            }
        }
    }

    @Test
    void trainingThatWasKilledEndsWithTheBitsOfOneNeverInterrupted() throws IOException {
        try (CheckpointLab lab = lab("qwen2", _ -> Optional.empty());
                Scope _ = Scope.open()) {
            float[] whole;
            try (Decoder model = lab.begin(Optional.empty(), 1);
                    Trainer trainer = trainer(lab, model)) {
                for (int step = 0; step < STEPS; step++) {
                    trainer.next();
                    if (step == 2) {
                        trainer.save(folder.resolve("state.safetensors"), "run");
                    }
                }
                whole = model.parameters().values().floats();
            }
            try (CheckpointLab other = CheckpointLab.open("hf:" + folder.resolve("base"), _ -> Optional.empty());
                    Decoder model = other.begin(Optional.empty(), 1);
                    Trainer trainer = trainer(other, model)) {
                trainer.resume(folder.resolve("state.safetensors"), "run");
                assertThat(trainer.stepsDone()).isEqualTo(3);
                while (trainer.stepsDone() < STEPS) {
                    trainer.next();
                }
                assertThat(model.parameters().values().floats()).isEqualTo(whole);
            }
        }
    }

    private Trainer trainer(CheckpointLab lab, Decoder model) throws IOException {
        Reading reading = lab.read(text(lab, ROW));
        assertThat(reading.refusal()).isEmpty();
        return new Trainer(model, TRAINING, TokenRows.pack(reading.documents(), ROW, 4, 1));
    }

    @Test
    void theSameFilesAreTheSamePlan() throws IOException {
        try (CheckpointLab lab = lab("llama", _ -> Optional.empty())) {
            FileText text = text(lab, ROW);
            assertThat(text(lab, ROW)).isEqualTo(text);
            assertThat(lab.tokens(text)).isEqualTo(1000);
            assertThat(lab.inputs(false)).containsEntry("base", lab.identity());
            Files.writeString(folder.resolve("tea.jsonl"), "{\"text\": \"milk\"}\n");
            assertThat(portion(lab)).isNotEqualTo(text.portions().getFirst());
        }
    }

    @Test
    void textThatHoldsWhatTheEvaluationHoldsOutIsRefusedWithItsPlace() throws IOException {
        try (CheckpointLab lab = lab(
                "llama",
                document -> document.text().contains("number 7")
                        ? Optional.of("holds the scene of number 7")
                        : Optional.empty())) {
            Reading reading = lab.read(text(lab, ROW));

            assertThat(reading.refusal())
                    .contains(
                            "1 of 41 documents, such as tea.jsonl:8 holds the scene of number 7. Take them out of the text");
            assertThat(reading.heldOut())
                    .isEqualTo(
                            new CheckpointLab.HeldOutReport(41, 1, List.of("tea.jsonl:8 holds the scene of number 7")));
        }
    }

    @Test
    void rowsLongerThanTheContextAreRefused() throws IOException {
        try (CheckpointLab lab = lab("llama", _ -> Optional.empty())) {
            assertThatThrownBy(() -> lab.read(text(lab, 601)))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("Rows of 601 tokens were asked for, but the context of")
                    .hasMessageContaining("is 600. Make the rows shorter.");
        }
    }

    @Test
    void aBaseThatCannotBeTrainedIsRefusedWhenItIsOpened() throws IOException {
        ModelSource source = TinyFamilies.folder(folder.resolve("base"), "llama");
        Path config = source.path().resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"llama\"", "\"gemma\""));

        assertThatThrownBy(() -> CheckpointLab.open(source.path().toString(), _ -> Optional.empty())
                        .close())
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("model_type \"gemma\"; this decoder computes llama, mistral, qwen2")
                .hasMessageContaining("to train, take another base");
    }

    @Test
    void aBaseThatExceedsTheMemoryIsRefusedBeforeItIsLoaded() {
        DecoderConfig config =
                new DecoderConfig(49_152, 576, 30, 1536, new DecoderConfig.Heads(9, 3, 64, 8192, 100_000), 1e-5, true);

        assertThat(TrainingMemory.sideBySide(config, 4, 7_000_000_000L)).isEqualTo(3);
        assertThat(TrainingMemory.sideBySide(config, 2, 2_000_000_000L)).isEqualTo(1);
        TrainingMemory.require(Path.of("smol"), config, 2_200_000_000L);
        assertThatThrownBy(() -> TrainingMemory.require(Path.of("smol"), config, 2_000_000_000L))
                .isInstanceOf(StudyException.class)
                .hasMessage(
                        "smol has 134,515,008 weights. Training all of them takes 2.2 GB (16 bytes each) and more for"
                                + " the text, but this machine has 2.0 GB. Take a smaller base or a larger machine.");
    }

    private CheckpointLab lab(String family, HeldOut heldOut) throws IOException {
        TinyFamilies.folder(folder.resolve("base"), family);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append("{\"text\": \"hello hello number %d\"}\n".formatted(i));
        }
        rows.append(
                "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}, {\"role\": \"assistant\", \"content\": \"hello\"}]}");
        Files.writeString(folder.resolve("tea.jsonl"), rows);
        return CheckpointLab.open("hf:" + folder.resolve("base"), heldOut);
    }

    private FileText text(CheckpointLab lab, int rowLength) {
        return new FileText(rowLength, List.of(portion(lab)));
    }

    private FileText.Portion portion(CheckpointLab lab) {
        return lab.portion(TextFiles.stream(folder.resolve("tea.jsonl")), 1000, 3);
    }
}
