package parable.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ChronicleTest {
    private static final int MANY = 10 * Chronicle.TOGETHER + Chronicle.RECENT;
    /// Also what models do write: halves of surrogate pairs, control characters, letters beyond Latin-1.
    private static final List<String> TEXTS = List.of(
            "", "late", "\"quoted\" \\ \n\t\u0000\u001b", "räum\u00ff", "橋 \ud83d\ude80", "\ud83d half", "half \ude80");

    private final RandomStream random = RandomStream.of(1, "chronicle");

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Line.Said.class, name = "said"),
        @JsonSubTypes.Type(value = Line.Done.class, name = "done"),
    })
    private sealed interface Line {
        record Said(String text) implements Line {}

        record Done(String text, JsonNode values, Optional<Double> share) implements Line {}
    }

    private record Listed(@Chronicled List<Line> lines, int next) {}

    private record Plain(List<Line> lines, int next) {}

    @Test
    void itIsTheListOfWhatWasAdded() {
        Chronicle<Line> chronicle = new Chronicle<>(Line.class);
        List<Line> expected = new ArrayList<>();
        List<List<Line>> early = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Line next = line(i);
            chronicle.add(next);
            expected.add(next);
            assertThat(chronicle.size()).isEqualTo(expected.size());
            int any = random.below(expected.size());
            assertThat(chronicle.soFar().get(any)).isEqualTo(expected.get(any));
            if (i % 500 == 3) {
                early.add(chronicle.soFar());
            }
        }

        assertThat(chronicle.soFar()).isEqualTo(expected).hasSameHashCodeAs(expected);
        early.forEach(list -> assertThat(list).isEqualTo(expected.subList(0, list.size())));
        for (int i = 0; i < 50; i++) {
            int from = random.below(MANY), to = from + random.below(MANY - from);
            List<Line> part = chronicle.soFar().subList(from, to);
            assertThat(part).isEqualTo(expected.subList(from, to));
            assertThat(part.stream().skip(part.size() / 2).toList())
                    .isEqualTo(expected.subList(from, to).subList(part.size() / 2, part.size()));
        }
    }

    @Test
    void itsJsonIsThatOfAnyList() throws IOException {
        List<Line> lines = lines(MANY);
        List<Line> listed = chronicle(lines).soFar();
        for (int from : new int[] {0, 2, Chronicle.TOGETHER, MANY - 3}) {
            for (int to : new int[] {MANY, MANY - Chronicle.RECENT - 5, from}) {
                List<Line> part = listed.subList(from, Math.max(from, to)), plain = List.copyOf(part);
                String expected = Json.line(new Plain(plain, 7));
                assertThat(Json.line(new Listed(part, 7))).isEqualTo(expected);
                assertThat(Json.line(new Listed(plain, 7))).isEqualTo(expected);
                assertThat(written(new Listed(part, 7))).isEqualTo(written(new Plain(plain, 7)));
                assertThat(Json.line(new Plain(part, 7))).isEqualTo(expected);
                assertThat((Object) Json.mapper().valueToTree(new Listed(part, 7)))
                        .isEqualTo(Json.mapper().valueToTree(new Plain(plain, 7)));
            }
        }
    }

    @Test
    void itIsReadFromTheJsonOfAnyList(@TempDir Path folder) throws IOException {
        List<Line> lines = lines(MANY);
        Path file = folder.resolve("list.json");
        String text = written(new Plain(lines, 7));
        Files.writeString(file, text + "\n" + written(new Plain(List.of(), 8)));

        try (var read = Json.readEach(file, Listed.class)) {
            List<Listed> both = read.toList();
            assertThat(both.get(0).lines())
                    .isInstanceOf(Chronicle.Part.class)
                    .isEqualTo(Json.read(text, Plain.class).lines());
            assertThat(both.get(1)).isEqualTo(new Listed(List.of(), 8));
        }
        assertThatThrownBy(() -> Json.read("{\"lines\": {}, \"next\": 1}", Listed.class))
                .hasMessageContaining("a list was expected");
        assertThatThrownBy(() -> Json.read("{\"lines\": [{\"kind\": \"unknown\"}], \"next\": 1}", Listed.class))
                .hasMessageContaining("unknown");
    }

    /// Volumes hold everything but the last 1,024 to 1,280 items, in less than a tenth of their JSON where it
    /// repeats itself, and none is longer than its 65,536 characters and one item.
    @Test
    void onlyItsLastItemsAreHeldAsObjects() {
        Chronicle<String> chronicle = new Chronicle<>(String.class);
        String text = "Mail %d: the plan for the bridge is late, and no one has said why. ".repeat(15);
        int count = 20_000;
        long characters = 0;
        for (int i = 0; i < count; i++) {
            String item = text.formatted(i, i, i, i, i, i, i, i, i, i, i, i, i, i, i);
            characters += item.length();
            chronicle.add(item);
        }

        assertThat(chronicle.recentItems()).isBetween(Chronicle.RECENT, Chronicle.RECENT + Chronicle.TOGETHER - 1);
        assertThat(chronicle.volumes())
                .isBetween((int) (0.9 * characters / (1 << 16)), (int) (1.3 * characters / (1 << 16)));
        assertThat(chronicle.volumeBytes()).isBetween(1L, characters / 10);
    }

    @Test
    void aListOfUsualLengthHasNoVolumes() {
        assertThat(chronicle(lines(Chronicle.RECENT)).volumes()).isZero();
    }

    @Test
    void itsListsAreUnchangeableAndNotCopied() {
        List<Line> listed = chronicle(lines(3)).soFar();

        assertThat(Chronicle.unchangeable(listed)).isSameAs(listed);
        assertThat(Chronicle.unchangeable(new ArrayList<>(listed))).isEqualTo(listed);
        assertThatThrownBy(() -> listed.add(line(3))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> listed.get(3)).hasMessage("a list has items 0 to 2, not 3");
        assertThatThrownBy(() -> listed.subList(1, 4)).hasMessage("of a list with 3 items none are [1, 4)");
    }

    private static String written(Object value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream open = out) {
            Json.write(value, open);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Chronicle<Line> chronicle(List<Line> lines) {
        Chronicle<Line> chronicle = new Chronicle<>(Line.class);
        lines.forEach(chronicle::add);
        return chronicle;
    }

    private List<Line> lines(int count) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line(i));
        }
        return lines;
    }

    private Line line(int number) {
        String text = TEXTS.get(random.below(TEXTS.size())).repeat(1 + random.below(400)) + number;
        JsonNode values = Json.mapper()
                .createObjectNode()
                .put("n", number)
                .put("share", number / 7.0)
                .put("body", text);
        return switch (number % 3) {
            case 0 -> new Line.Said(text);
            case 1 -> new Line.Done(text, values, Optional.empty());
            default -> new Line.Done(text, values, Optional.of(number / 3.0));
        };
    }
}
