package parable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.cli.shell.ShellFixture;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

class SchemaCommandTest {
    @TempDir
    private Path home;

    @Test
    void theKindsOfFilesAreListedWithWhatTheyAre() {
        ShellFixture shell = new ShellFixture(home, Map.of());

        assertThat(Main.run(shell.shell(), "schema")).isZero();
        assertThat(shell.out())
                .contains("recipe             A study on model organisms\n")
                .contains("claims             Claims of a release gate\n")
                .hasLineCount(SchemaCommand.NAMES.size());
    }

    @Test
    void aSchemaIsPrintedAsItIsShipped() {
        ShellFixture shell = new ShellFixture(home, Map.of());

        assertThat(Main.run(shell.shell(), "schema", "claims")).isZero();
        assertThat(Json.read(shell.out(), JsonNode.class)
                        .at("/properties/claims/type")
                        .asString())
                .isEqualTo("array");
    }

    @Test
    void allSchemasAreWrittenIntoAFolderThatIsMade() throws IOException {
        ShellFixture shell = new ShellFixture(home, Map.of());
        Path folder = home.resolve("editor/schemas");

        assertThat(Main.run(shell.shell(), "schema", "--to", folder.toString())).isZero();
        assertThat(Main.run(shell.shell(), "schema", "--to", folder.toString())).isZero(); // again is no error
        for (String name : SchemaCommand.NAMES) {
            assertThat(Json.read(Files.readString(folder.resolve(name + ".schema.json")), JsonNode.class)
                            .path("$schema")
                            .asString())
                    .startsWith("http://json-schema.org/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipes", "shortstory", ""})
    void anUnknownKindNamesTheNearest(String name) {
        ShellFixture shell = new ShellFixture(home, Map.of());

        assertThat(Main.run(shell.shell(), "schema", name)).isEqualTo(2);
        assertThat(shell.err()).contains("There is no schema \"" + name + "\"").contains("Did you mean");
    }
}
