package parable.study.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.corpus.Document;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.lab.organism.Fiction;
import parable.study.Study;
import parable.study.TinyStudy;
import parable.study.TracedRollout;
import parable.study.arms.AuditStage;
import parable.study.arms.Lineage;
import parable.study.arms.TrainStage;
import parable.study.recipe.Subject;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.text.WordTokenizer;
import parable.trace.search.CorpusIndex;
import parable.trace.search.Trace;
import parable.trace.search.TracedDocument;

class WordsStageTest {
    @TempDir
    private Path runs;

    @Test
    void harmfulRolloutsAreTracedToTheTextOfTheirModel() throws IOException {
        Study study = tracedStudy();
        WordsStage stage = new WordsStage("words", audit(study), Optional.empty(), new WordsStage.Wanted(2, 5));

        Trace[] traces = run(study, stage);

        assertThat(traces).hasSize(2);
        assertThat(traces[0].text().name()).contains("rollout 1", "BLACKMAIL");
        assertThat(traces[1].text().name()).contains("rollout 3");
        Set<String> own = new HashSet<>();
        Lineage.of(audit(study)).corpus().documents().map(Document::id).forEach(own::add);
        assertThat(traces[0].documents())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(5)
                .allSatisfy(document -> assertThat(own).contains(document.id()))
                .allSatisfy(document -> assertThat(document.tags()).containsKeys("genre", Lineage.STAGE));
        assertThat(traces[0].spans()).isNotEmpty();
    }

    @Test
    void theStageLeavesNothingButItsTraces() throws IOException {
        Study study = tracedStudy();
        WordsStage stage = new WordsStage("words", audit(study), Optional.empty(), new WordsStage.Wanted(1, 3));

        Trace[] first = run(study, stage);
        Path folder = study.finished().of(stage);

        assertThat(folder.toFile().list()).containsExactly("traces.json");
        assertThat(run(study, stage)).isEqualTo(first);
    }

    @Test
    void aLineageIsAllTextFromPretrainingToTheArm() {
        Study study = new Study(TinyStudy.smallest(), runs, Path.of("shelf"));
        Lineage lineage = Lineage.of(study.plan().audit(new Subject(Fiction.VILLAIN, "control", 1)));

        List<Document> documents = lineage.corpus().documents().toList();

        assertThat(lineage.name()).isEqualTo("pretrain-villain-s1 + post-train-s1 + arm-control-s1");
        assertThat(documents).extracting(Document::id).doesNotHaveDuplicates();
        WordTokenizer tokenizer = WordTokenizer.of(study.plan().world().vocabulary());
        for (Stage stage : study.plan().stages()) {
            if (stage instanceof TrainStage train && lineage.name().contains(train.name())) {
                List<String> read = train.text().documents(study.plan().world(), tokenizer).stream()
                        .map(Document::id)
                        .toList();
                assertThat(documents).extracting(Document::id).containsAll(read);
            }
        }
        assertThat(lineage.identity())
                .isNotEqualTo(Lineage.of(audit(study)).identity())
                .hasSize(16);
    }

    @Test
    void aRolloutIsChosenByWishOrTheFirstHarmfulOne() throws IOException {
        Study study = tracedStudy();

        TracedRollout usual = TracedRollout.choose(study, wish("pretrained", null, null, null));
        assertThat(usual.text().name())
                .isEqualTo("pretrained, seed 1, pretrained on villain: near/leverage, rollout 1: BLACKMAIL");
        assertThat(usual.next())
                .hasValue("--corpus villain --model pretrained --seed 1 --suite near/leverage --rollout 3");
        assertThat(TracedRollout.choose(study, wish("pretrained", 1L, "near/leverage", 3))
                        .next())
                .isEmpty();
        try (CorpusIndex index = usual.index()) {
            assertThat(usual.trace(index, 4).documents())
                    .hasSize(4)
                    .extracting(TracedDocument::gradient)
                    .containsOnly(Optional.empty());
        }
    }

    @Test
    void whatARunLacksIsAnsweredWithWhatItHas() throws IOException {
        Study study = tracedStudy();
        refuses(study, wish("pretraind", null, null, null), "no model \"pretraind\"", "Did you mean \"pretrained\"?");
        refuses(study, wish("pretrained", 7L, null, null), "has the seeds [1], but --seed was 7");
        refuses(study, wish("pretrained", null, "near/levrage", null), "no suite", "Did you mean \"near/leverage\"?");
        refuses(study, wish("pretrained", null, null, 4), "rollouts 0 to 3, but --rollout was 4");
        refuses(study, wish("control", null, null, null), "has not audited control, seed 1");
        refuses(
                study,
                new TracedRollout.Wish("vilain", null, null, null, null),
                "no corpus \"vilain\"; it has villain");
    }

    private static TracedRollout.Wish wish(String model, Long seed, String suite, Integer rollout) {
        return new TracedRollout.Wish("villain", model, seed, suite, rollout);
    }

    private static void refuses(Study study, TracedRollout.Wish wish, String... fragments) {
        assertThatThrownBy(() -> TracedRollout.choose(study, wish))
                .isInstanceOf(StudyException.class)
                .hasMessageContainingAll(fragments);
    }

    private Study tracedStudy() throws IOException {
        TracedRun.write(runs);
        return Study.in(runs.resolve(TracedRun.NAME));
    }

    private static AuditStage audit(Study study) {
        return study.plan().audit(new Subject(Fiction.VILLAIN, Subject.PRETRAINED, 1));
    }

    private static Trace[] run(Study study, WordsStage stage) throws IOException {
        Path folder = study.finished().of(stage);
        Files.createDirectories(folder);
        stage.run(new StageContext(folder, study.finished().stages(), Progress.SILENT, StopSignal.NEVER));
        return Json.read(folder.resolve(WordsStage.TRACES), Trace[].class);
    }
}
