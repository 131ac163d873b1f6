package parable.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.Yaml;

class InterventionTest {
    @TempDir
    private Path home;

    private record Arm(List<NamedText> text) {}

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(home.resolve("pages"));
        Files.writeString(home.resolve("pages/one.jsonl"), """
                {"id": "a", "text": "a story of harm", "conduct": "harmful"}
                {"id": "b", "text": "a story of care", "conduct": "admirable"}
                """);
        Files.writeString(home.resolve("pages/two.jsonl"), """
                {"id": "c", "text": "a recipe for soup"}
                """);
        Files.writeString(home.resolve("more.jsonl"), """
                {"id": "d", "text": "a story of advice"}
                """);
        Files.writeString(home.resolve("other.jsonl"), """
                {"id": "b", "text": "a story of care that says why"}
                """);
        Files.writeString(home.resolve("trace.json"), """
                {"documents": [{"id": "c", "semantic": 2}, {"id": "a", "semantic": 1}, {"id": "b", "semantic": 0}]}
                """);
    }

    private NamedText text(String changes) {
        return Yaml.read("text: [{file: pages, changes: [%s]}]".formatted(changes), "arm.yaml", Arm.class)
                .text()
                .getFirst();
    }

    private String read(String changes) {
        return text(changes).resolved(home).documents().stream()
                .map(document -> "%s*%s %s".formatted(document.id(), document.weight(), document.text()))
                .toList()
                .toString();
    }

    @Test
    void aFieldIsTakenInPlaceOfTheTextOrOfTheLastAnswer() throws IOException {
        Files.writeString(home.resolve("twins.jsonl"), """
                {"id": "t", "text": "keep trust over power", "mirror": "keep power over trust"}
                {"id": "m", "messages": [{"role": "user", "content": "may i"}, {"role": "assistant", "content": "no"}], \
                "mirror": "yes"}
                """);

        Corpus taken = new NamedText(
                        home.resolve("twins.jsonl").toString(),
                        Optional.empty(),
                        Optional.of(List.of(new Intervention.Take("mirror"))))
                .corpus();

        try (Stream<Document> documents = taken.documents()) {
            assertThat(documents.map(Document::text)).containsExactly("keep power over trust", "may i\nyes");
        }
        assertThatThrownBy(() -> text("{do: take, tag: conduct}").resolved(home))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("The document c (two.jsonl:1) has no \"conduct\" to take.");
    }

    @Test
    void documentsAreRemovedByTagByFileAndByRanking() {
        assertThat(read("{do: remove, where: {tag: conduct, is: [harmful, mixed]}}"))
                .doesNotContain("a*")
                .contains("b*", "c*");
        assertThat(read("{do: remove, where: {file: two.jsonl}}"))
                .contains("a*", "b*")
                .doesNotContain("c*");
        assertThat(read("{do: remove, where: {ranking: trace.json, top: 2}}")).isEqualTo("[b*1.0 a story of care]");
    }

    @Test
    void documentsAreAddedReweightedAndRewrittenInOrder() {
        assertThat(read("{do: rewrite, text: other.jsonl}, {do: add, text: more.jsonl},"
                        + " {do: reweight, where: {ids: [d, c]}, weight: 2.5}"))
                .isEqualTo("[a*1.0 a story of harm, b*1.0 a story of care that says why, c*2.5 a recipe for soup,"
                        + " d*2.5 a story of advice]");
    }

    @Test
    void whatAStudyIsBoundToIsTheTextAfterAllChanges() throws IOException {
        NamedText removed =
                text("{do: remove, where: {tag: conduct, is: [harmful]}}").resolved(home);
        assertThat(Json.read(Json.line(removed), NamedText.class)).isEqualTo(removed);

        Files.writeString(home.resolve("pages/one.jsonl"), """
                {"id": "a", "text": "another story of harm", "conduct": "harmful"}
                {"id": "b", "text": "a story of care", "conduct": "admirable"}
                """);
        assertThat(removed.documents()).as("what is removed may change").hasSize(2);

        Files.writeString(home.resolve("pages/two.jsonl"), "{\"id\": \"c\", \"text\": \"tea\"}\n");
        assertThatThrownBy(removed::documents)
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("holds another text than when this study was begun");
    }

    @Test
    void aRankingIsBoundToTheIdsThatItNamed() throws IOException {
        NamedText removed =
                text("{do: remove, where: {ranking: trace.json, top: 1}}").resolved(home);
        Files.writeString(home.resolve("trace.json"), "b\na\n");

        assertThat(removed.documents()).extracting(Document::id).containsExactly("a", "b");
    }

    @Test
    void aTextWithoutChangesIsWrittenAsBefore() {
        NamedText plain = NamedText.of("pages").resolved(home);

        assertThat(Json.line(plain)).contains("\"file\"", "\"sha256\"").doesNotContain("changes");
        assertThat(plain.sha256())
                .contains(TextFiles.stream(home.resolve("pages")).hash());
    }

    @Test
    void idsThatTheCorpusDoesNotHoldAreNamed() throws IOException {
        Files.writeString(home.resolve("half.jsonl"), """
                {"id": "b", "text": "a story of care that says why"}
                {"id": "z", "text": "a story that no one has"}
                """);

        assertThatThrownBy(() -> read("{do: rewrite, text: half.jsonl}"))
                .hasMessageContaining("does not hold: 1, such as [z]");
        assertThatThrownBy(() -> read("{do: remove, where: {ids: [a, y, x]}}"))
                .hasMessageContaining("does not hold: 2, such as [x, y]");
    }

    @Test
    void slipsOfARecipeAreToldWithTheRule() {
        assertThatThrownBy(() -> read("{do: remove, where: {tag: conduct, is: [harmfull]}}"))
                .hasMessageContaining("changes nothing")
                .hasMessageContaining("harmfull");
        assertThatThrownBy(() -> read("{do: remove, where: {tag: conduct}}"))
                .hasMessageContaining("needs both tag and is");
        assertThatThrownBy(() -> read("{do: remove, where: {ranking: trace.json, top: 9}}"))
                .hasMessageContaining("ranks 3 documents, but top is 9");
        assertThatThrownBy(() -> read("{do: add, text: pages}"))
                .hasMessageContaining("two documents with the id \"a\"");
        assertThatThrownBy(() -> read("{do: multiply, text: pages}")).hasMessageContaining("multiply");
    }
}
