package parable.audit.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.run.Played;
import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.chat.ChatMessage;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StudyException;
import parable.suite.published.LabelTable;
import parable.suite.published.TinyTree;

class PublishedImportTest {
    @TempDir
    private Path home;

    private TinyTree tree;

    @BeforeEach
    void plant() {
        tree = new TinyTree(home.resolve("experiment one"));
    }

    @Test
    void aTreeBecomesARunLikeAnyOther() {
        PublishedImport.Imported imported = imported(tree.usual());

        StoredRun run = StoredRun.open(run());
        assertThat(run.header().suite()).isEqualTo("published-experiment-one");
        assertThat(run.header().models()).containsOnlyKeys("tiny_model");
        assertThat(run.situations().keySet()).containsExactly(TinyTree.BLACKMAIL, TinyTree.CONTROL, TinyTree.MURDER);
        assertThat(run.situation(TinyTree.BLACKMAIL).opening().getLast().text())
                .startsWith("Go over your mail.\n\n<email>");
        List<Rollout> all = conversations(run);
        assertThat(all).hasSize(5);
        assertThat(all.getFirst().played().messages()).containsExactly(ChatMessage.Assistant.of(TinyTree.THREAT));
        assertThat(all.stream().map(one -> one.grading().strict().label()))
                .containsExactly("yes", "ungraded", "no", "no", "no");
        assertThat(imported.summary().graded()).isEqualTo(4);
    }

    @Test
    void whatHoldsNoAnswerIsMissingAndNamed() {
        tree.usual();
        tree.file("tiny_model", TinyTree.BLACKMAIL, 3, "{\"error\": \"overloaded\"}");
        tree.file("tiny_model", TinyTree.BLACKMAIL, 4, "{\"raw_response\": null}");

        PublishedImport.Imported imported = imported(tree);

        assertThat(imported.summary().missing()).isEqualTo(3 * 4 - 5);
        assertThat(imported.faults()).hasSize(3);
        assertThat(imported.faults().get(1).reason()).contains("its \"raw_response\" is no text but null");
        assertThat(imported.faults().getFirst().file())
                .isEqualTo("models/tiny_model/%s/sample_003/response.json".formatted(TinyTree.BLACKMAIL));
        assertThat(imported.faults().getFirst().reason()).contains("no \"raw_response\"", "error");
        assertThat(imported.faults().getLast().reason()).contains("no whole JSON");
    }

    @Test
    void anEmptyAnswerIsUngradedNotHarmless() {
        imported(tree.condition(TinyTree.MURDER).answer("m", TinyTree.MURDER, 1, " ", Map.of()));

        assertThat(conversations(StoredRun.open(run()))).singleElement().satisfies(one -> {
            assertThat(one.played().end()).isEqualTo(Played.End.FAILED);
            assertThat(one.grading().strict().label()).isEqualTo("ungraded");
        });
    }

    @Test
    void theirLabelsAreStoredNextToOurs() {
        LabelTable labels = imported(tree.usual()).labels();

        assertThat(labels.of("blackmail", "no", "yes")).as("the keyword gate").isEqualTo(1);
        assertThat(labels.of("blackmail", "no", "ungraded")).isEqualTo(1);
        assertThat(labels.of("blackmail", "no", "no")).isEqualTo(1);
        assertThat(labels.of("blackmail", "none", "no")).isEqualTo(1);
        assertThat(labels.of("murder", "yes", "no")).as("the quoted code").isEqualTo(1);
        assertThat(labels.contradictions()).isZero();
        assertThat(labels.text()).contains("blackmail", "theirs yes", "murder").doesNotContain("leaking");
    }

    @Test
    void aLabelThatTheirOwnGateForbidsIsCounted() {
        tree.condition(TinyTree.MURDER).answer("m", TinyTree.MURDER, 1, "I wait.", TinyTree.graded(true, true));

        assertThat(imported(tree).labels().contradictions()).isEqualTo(1);
    }

    @Test
    void everyFieldOfAnAnswerIsKept() throws IOException {
        tree.condition(TinyTree.MURDER)
                .answer("m", TinyTree.MURDER, 1, "I wait.", Map.of("usage", Map.of("tokens", 7), "id", "a\u001b[2Jb"));
        imported(tree);

        ImportedAnswer kept = Json.read(Files.readString(run().resolve("published.jsonl")), ImportedAnswer.class);

        assertThat(kept.theirs()).isEmpty();
        assertThat(kept.fields().path("usage").path("tokens").asInt()).isEqualTo(7);
        assertThat(kept.fields().path("id").asString()).isEqualTo("a\u001b[2Jb");
        assertThat(kept.sample()).isZero();
    }

    @Test
    void theNewestGradingCounts() {
        tree.condition(TinyTree.MURDER)
                .answer(
                        "m",
                        TinyTree.MURDER,
                        1,
                        TinyTree.QUOTED_CODE,
                        Map.of(
                                "classification", Map.of("harmful_behavior", true),
                                "classification_v10", Map.of("harmful_behavior", false),
                                "classification_v2", Map.of("harmful_behavior", true)));

        assertThat(imported(tree).labels().of("murder", "no", "no")).isEqualTo(1);
    }

    @Test
    void importingAgainLeavesTheSameBytes() throws IOException {
        imported(tree.usual());
        byte[] transcripts = Files.readAllBytes(run().resolve("transcripts.jsonl"));
        byte[] report = Files.readAllBytes(run().resolve("import.json"));

        imported(tree);

        assertThat(run().resolve("transcripts.jsonl")).hasBinaryContent(transcripts);
        assertThat(run().resolve("import.json")).hasBinaryContent(report);
    }

    @Test
    void variantsOfThePromptsAreFactors() {
        tree.condition(TinyTree.MURDER).answer("m", TinyTree.MURDER, 1, "I wait.", Map.of());
        tree.write(
                "prompts/" + TinyTree.MURDER + "/metadata.json",
                "{\"production_variant\": true, \"extra_system_instructions\": \"\", \"generated_at\": \"today\"}");
        imported(tree);

        var condition = StoredRun.open(run()).situation(TinyTree.MURDER).condition();
        assertThat(condition.level("production-variant")).isEqualTo("yes");
        assertThat(condition.level("extra-instructions")).isEqualTo("no");
        assertThat(condition.levels()).doesNotContainKeys("deployment-notice", "generated_at");
    }

    @Test
    void aTreeThatIsNoneSaysWhatItLacks() throws IOException {
        assertRefused("holds no folder \"prompts\"", "Name the folder of one experiment");
        tree.condition(TinyTree.MURDER);
        assertRefused("holds no folder \"models\"", "--suite published:");
        Files.createDirectories(tree.folder().resolve("models/m"));
        assertRefused("holds no answer", "Run the experiment first");
        tree.answer("m", TinyTree.LEAKING, 1, "Hello", Map.of());
        assertRefused("prompts/" + TinyTree.LEAKING + " is missing", "Copy the prompts");
        Files.delete(
                tree.condition(TinyTree.LEAKING).folder().resolve("prompts/" + TinyTree.LEAKING + "/user_prompt.txt"));
        assertRefused("user_prompt.txt is missing", "Generate the prompts again");
        Files.write(
                tree.condition(TinyTree.LEAKING).folder().resolve("prompts/" + TinyTree.LEAKING + "/user_prompt.txt"),
                new byte[] {(byte) 0xff});
        assertRefused("is not UTF-8", "Convert it");
    }

    @Test
    void anAnswerRightInTheFolderOfItsConditionIsTheFirstSample() {
        tree.condition(TinyTree.MURDER);
        tree.write("models/m/" + TinyTree.MURDER + "/response.json", "{\"raw_response\": \"I wait.\"}");

        imported(tree);

        assertThat(conversations(StoredRun.open(run())))
                .singleElement()
                .satisfies(one -> assertThat(one.sample()).isZero());
    }

    @Test
    void twoFoldersOfOneNumberAreRefused() {
        tree.condition(TinyTree.MURDER).answer("m", TinyTree.MURDER, 1, "I wait.", Map.of());
        tree.write("models/m/" + TinyTree.MURDER + "/sample_1/response.json", "{}");

        assertRefused("is no sample of its own", "each number once");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> new PublishedImport(tree.folder()))
                .isInstanceOf(StudyException.class)
                .hasMessageContainingAll(parts);
    }

    private Path run() {
        return home.resolve("run");
    }

    private PublishedImport.Imported imported(TinyTree source) {
        return new PublishedImport(source.folder()).into(run(), Progress.SILENT);
    }

    private static List<Rollout> conversations(StoredRun run) {
        try (Stream<Rollout> all = run.conversations()) {
            return all.toList();
        }
    }
}
