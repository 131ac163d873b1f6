package parable.corpus.curate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import parable.corpus.curate.Portrayal.Answer;
import parable.corpus.curate.Portrayal.Conduct;
import parable.corpus.near.Words;
import parable.ground.Json;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What people say of documents that were drawn at random among those that may be about an AI, by the documents'
/// places. A field that is left empty is unknown. Immutable.
public final class Labels {
    public static final Labels NONE = new Labels(Map.of());

    private static final String PLACE = "place";

    private final Map<String, Portrayal> byPlace;

    private Labels(Map<String, Portrayal> byPlace) {
        this.byPlace = Map.copyOf(byPlace);
    }

    /// Reads a sheet that was filled in.
    ///
    /// @throws StudyException naming the line that is wrong
    public static Labels read(Path file) {
        Map<String, Portrayal> labels = new HashMap<>();
        lines(file, (place, label) -> labels.put(label.path(PLACE).asString(""), portrayal(place, label)));
        return new Labels(labels);
    }

    /// Every line of a file of labels with its place.
    static void lines(Path file, BiConsumer<String, JsonNode> each) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    each.accept(file + ":" + number, Json.read(line, JsonNode.class));
                }
            }
        } catch (IOException e) {
            throw new StudyException(
                    Category.CONFIG, e, "The labels %s could not be read. Name a sheet that --draw wrote.", file);
        } catch (JacksonException e) {
            throw new StudyException(Category.CONFIG, "The labels %s are not lines of JSON (%s).", file, Json.fault(e));
        }
    }

    static Portrayal portrayal(String place, JsonNode label) {
        return new Portrayal(
                answer(place, label, "ai"),
                one(Conduct.class, place, "conduct", label),
                answer(place, label, "endorsed"),
                answer(place, label, "reasons"));
    }

    private static Answer answer(String place, JsonNode label, String field) {
        return one(Answer.class, place, field, label);
    }

    private static <E extends Enum<E>> E one(Class<E> type, String place, String field, JsonNode label) {
        String word = label.path(field).asString("").strip().toUpperCase(Locale.ROOT);
        SortedMap<String, E> known = new TreeMap<>();
        for (E each : type.getEnumConstants()) {
            known.put(each.name(), each);
        }
        E found = known.get(word.isEmpty() ? "UNKNOWN" : word);
        if (found == null) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s has %s = \"%s\"; it is one of %s, or left empty. Did you mean \"%s\"?",
                    place,
                    field,
                    word.toLowerCase(Locale.ROOT),
                    String.join(", ", known.keySet()).toLowerCase(Locale.ROOT),
                    Nearest.to(word, known.keySet()).orElseThrow().toLowerCase(Locale.ROOT));
        }
        return found;
    }

    int size() {
        return byPlace.size();
    }

    Optional<Portrayal> of(Signals row) {
        return Optional.ofNullable(byPlace.get(row.place()));
    }

    /// Documents drawn at random, without regard to the parts in which they were read. Confined to one thread.
    static final class Draw {
        private static final long SEED = 0x1ABE1L;

        private final int size;
        private final TreeMap<Long, Signals> drawn = new TreeMap<>();

        Draw(int size) {
            this.size = size;
        }

        void consider(Signals row) {
            if (size > 0 && row.mayBeAboutAi()) {
                drawn.put(Words.mixed(row.key() ^ SEED), row);
                if (drawn.size() > size) {
                    drawn.pollLastEntry();
                }
            }
        }

        /// An empty sheet: texts, and fields to fill in. What the tagger says is kept out of sight.
        void write(CorpusFiles files, Consumer<String> out) {
            SortedMap<Long, Signals> inOrder = new TreeMap<>();
            drawn.values().forEach(row -> inOrder.put(row.key(), row));
            try (Reread corpus = new Reread(files)) {
                inOrder.values().forEach(row -> {
                    ObjectNode line = Json.mapper().createObjectNode();
                    line.put(PLACE, row.place())
                            .put("text", corpus.document(row).text());
                    line.put("ai", "").put("conduct", "").put("endorsed", "").put("reasons", "");
                    out.accept(Json.line(line));
                });
            }
        }
    }
}
