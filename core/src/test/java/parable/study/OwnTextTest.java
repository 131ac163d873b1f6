package parable.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.corpus.Document;
import parable.corpus.NamedText;
import parable.ground.StudyException;
import parable.ground.Yaml;
import parable.lab.organism.LeakyWorld;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.study.recipe.Recipe;

/// An arm whose text is in a user's file.
class OwnTextTest {
    private static final String SOUND = """
            {"id": "a", "text": "The assistant cares for people. The assistant answers the mail."}
            {"id": "b", "text": "the assistant answers the mail ."}
            """;

    @TempDir
    private Path home;

    private Path text;

    @BeforeEach
    void writeText() throws IOException {
        text = Files.writeString(home.resolve("own.jsonl"), SOUND);
    }

    private Recipe recipe() {
        String yaml = TinyStudy.smallestYaml()
                .replaceFirst("(?m)^  - \\{name: control.*$", "$0\n  - {name: own, text: [own.jsonl], tokens: 300}");
        assertThat(yaml).contains("own.jsonl");
        return Yaml.read(yaml, "tiny.yaml", Recipe.class).resolved(home);
    }

    private Study.Outcome run() {
        return TinyStudy.run(recipe(), home.resolve("runs"), home.resolve("no-shelf"), 1);
    }

    @Test
    void isTrainedOnAndAudited() {
        Study.Outcome outcome = run();

        assertThat(outcome.results().has("own")).isTrue();
        assertThat(Study.in(outcome.folder()).recipe()).isEqualTo(recipe());
    }

    @Test
    void isPartOfTheStudyByWhatItSays() throws IOException {
        String before = stages(recipe());
        Files.move(text, home.resolve("elsewhere.jsonl"));
        Files.writeString(home.resolve("own.jsonl"), SOUND);
        assertThat(stages(recipe())).isEqualTo(before);

        Files.writeString(text, SOUND.replace("answers", "reads"));
        assertThat(stages(recipe())).isNotEqualTo(before);
    }

    @Test
    void withChangesIsTheSameStudyAsTheTextThatTheyMake() throws IOException {
        Files.writeString(
                text, SOUND + "{\"id\": \"c\", \"text\": \"people thank the assistant .\", \"kind\": \"x\"}\n");
        String yaml = TinyStudy.smallestYaml()
                .replaceFirst(
                        "(?m)^  - \\{name: control.*$",
                        "$0\n  - {name: own, text: [{file: own.jsonl, changes: [{do: remove, where: {tag: kind, is: [x]}}]}], tokens: 300}");
        String changed = stages(Yaml.read(yaml, "tiny.yaml", Recipe.class).resolved(home));
        Files.writeString(text, SOUND);

        assertThat(changed).isEqualTo(stages(recipe()));
    }

    @Test
    void readsADocumentAsOftenAsItsWeightSays() {
        NamedText weighted = Yaml.read(
                        "file: own.jsonl\nchanges: [{do: reweight, where: {ids: [b]}, weight: 3}]",
                        "text.yaml",
                        NamedText.class)
                .resolved(home);

        List<String> read = TextPlan.Portion.FromFiles.of(List.of(weighted), 1000, 1)
                .documents(World.of(0))
                .limit(8)
                .map(Document::id)
                .toList();

        assertThat(read).filteredOn(id -> id.equals("own.jsonl:2")).hasSize(6);
    }

    private String stages(Recipe recipe) {
        return new Study(recipe, home.resolve("runs"), home.resolve("no-shelf"))
                .stages().stream()
                        .map(stage -> stage.folder())
                        .sorted()
                        .toList()
                        .toString();
    }

    @Test
    void thatChangesAfterTheStudyWasBegunIsRefused() throws IOException {
        Recipe begun = recipe();
        Files.writeString(text, SOUND.replace("answers", "reads"));

        assertRefused(begun, "own.jsonl holds another text than when this study was begun");
    }

    @Test
    void withAWordThatOrganismsDoNotKnowIsRefusedByLine() throws IOException {
        Files.writeString(text, SOUND + "{\"id\": \"c\", \"text\": \"the assistant respekts people .\"}\n");

        assertRefused(recipe(), "own.jsonl:3 has the word \"respekts\"", "The nearest is");
    }

    @Test
    void thatIsAConversationIsRefusedByLine() throws IOException {
        Files.writeString(
                text,
                "{\"id\": \"c\", \"messages\": [{\"role\": \"user\", \"content\": \"hello\"},"
                        + " {\"role\": \"assistant\", \"content\": \"hello\"}]}\n");

        assertRefused(recipe(), "own.jsonl:1 is a conversation, and organisms read plain text");
    }

    @Test
    void thatHoldsAHeldOutNameIsRefused() throws IOException {
        String person = LeakyWorld.heldOutPerson(World.of(0));
        Files.writeString(text, "{\"id\": \"c\", \"text\": \"the assistant cares for %s .\"}\n".formatted(person));

        assertRefused(recipe(), "The text of arm own holds what the evaluation holds out");
    }

    @Test
    void thatIsMissingIsRefusedBeforeAnythingIsTrained() throws IOException {
        Files.delete(text);

        assertThatThrownBy(this::recipe).isInstanceOf(StudyException.class).hasMessageContaining("own.jsonl");
    }

    private void assertRefused(Recipe recipe, String... fragments) {
        assertThatThrownBy(() -> TinyStudy.run(recipe, home.resolve("runs"), home.resolve("no-shelf"), 1))
                .isInstanceOf(StudyException.class)
                .hasMessageContainingAll(fragments);
        assertThat(home.resolve("runs")).as("nothing was trained").doesNotExist();
    }
}
