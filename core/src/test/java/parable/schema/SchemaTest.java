package parable.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The shipped schemas say what the strict reader does: of every key, of what may be left out, of every type.
class SchemaTest {
    private static final String STRANGER = "zz-stranger";

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @EnumSource
    void theShippedSchemaIsWhatTheReadersDeclare(Kind kind) throws IOException {
        String text = Json.pretty(SchemaOf.file(kind.title(), kind.type()));

        if ("1".equals(System.getenv("PARABLE_REWRITE_GOLDENS"))) {
            Files.writeString(kind.shipped(), text);
        }

        assertThat(Files.readString(kind.shipped()))
                .as("the reader changed; PARABLE_REWRITE_GOLDENS=1 writes the schema of %s", kind.label())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyOfTheReaderIsAKeyOfTheSchemaAndTheReverse(Kind kind) {
        Set<Class<?>> records = SchemaOf.records(kind.type());

        assertThat(records)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(keysOfTheSchema(type)).isEqualTo(keysOfTheReader(type)));
    }

    private static Set<String> keysOfTheSchema(Class<?> type) {
        JsonNode schema = SchemaOf.file("", type);
        JsonNode block = schema.has("anyOf") ? schema.path("anyOf").path(1) : schema; // a text may stand for it
        return new TreeSet<>(block.path("properties").propertyNames());
    }

    /// The reader lists its keys when it meets one that it does not know.
    private static Set<String> keysOfTheReader(Class<?> type) {
        try {
            Yaml.read(SchemaOf.kind(type).map(kind -> kind + "\n").orElse("") + STRANGER + ": 1", "probe", type);
        } catch (StudyException e) {
            String message = String.valueOf(e.getMessage());
            String known = message.replaceFirst(".*Known keys here: ", "").replaceFirst("\\. .*", "");
            return new TreeSet<>(Arrays.asList(known.split(", ")));
        }
        throw new AssertionError(type + " takes any key");
    }

    @ParameterizedTest
    @EnumSource
    void everyShippedExampleIsValidByBoth(Kind kind) {
        JsonNode schema = SchemaOf.file(kind.title(), kind.type());
        List<String> examples = kind.examples(scratch).toList();

        assertThat(examples).isNotEmpty().allSatisfy(text -> {
            assertThatCode(() -> kind.read(text)).doesNotThrowAnyException();
            assertThat(SchemaFaults.of(schema, Kind.tree(text))).isEmpty();
        });
    }

    /// Each key of each example is left out, then given another type; each block gets a key too many. What the
    /// schema refuses the reader refuses, and the reader misses no field that the schema does not.
    @ParameterizedTest
    @EnumSource
    void whatOneRefusesTheOtherRefuses(Kind kind) {
        JsonNode schema = SchemaOf.file(kind.title(), kind.type());
        Set<String> seen = new HashSet<>();
        int damaged = 0;
        for (String text : kind.examples(scratch).toList()) {
            for (Damage damage : Damage.of(Kind.tree(text), seen)) {
                damaged++;
                boolean refused = !SchemaFaults.of(schema, damage.tree()).isEmpty();
                Optional<String> complaint = complaint(kind, damage.tree());
                assertTrue(!refused || complaint.isPresent(), () -> "only the schema refuses: " + damage.what());
                boolean structural = complaint.filter(SchemaTest::isOfStructure).isPresent();
                assertTrue(
                        refused || !structural,
                        () -> "only the reader refuses: " + damage.what() + ": " + complaint.orElse(""));
            }
        }
        assertThat(damaged).isGreaterThan(3);
    }

    private static boolean isOfStructure(String complaint) {
        return complaint.contains("missing field") || complaint.contains("unknown key") || complaint.contains("Write ");
    }

    private static Optional<String> complaint(Kind kind, JsonNode tree) {
        try {
            kind.read(Yaml.write(tree));
            return Optional.empty();
        } catch (StudyException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void theCheckItselfFindsEachKindOfFault() {
        JsonNode schema = SchemaOf.file("suite", Kind.SUITE.type());
        ObjectNode suite = (ObjectNode)
                Kind.tree("name: a\npurpose: b\nsamples: one\ncells: [{family: leak, vary: {a: x}}]\nmore: 1");
        suite.remove("purpose");

        assertThat(SchemaFaults.of(schema, suite))
                .containsExactlyInAnyOrder(
                        "/samples: not of type [integer]",
                        "/cells/0/vary/a: not of type [array]",
                        ": lacks purpose",
                        ": unknown more");
    }
}
