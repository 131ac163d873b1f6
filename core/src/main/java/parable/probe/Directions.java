package parable.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parable.ground.AtomicFile;
import parable.ground.Check;
import parable.ground.Json;
import parable.ground.OtherVersion;
import parable.model.DecoderConfig;
import parable.tensor.SafetensorsFile;
import parable.tensor.SafetensorsWriter;
import parable.tensor.StoredType;

/// The directions of one model: for reading at one site, and for steering at a site below it.
///
/// On disk two files: `directions.json` says what each direction is and was made of,
/// `directions.safetensors` holds the vectors as F64 under the same names.
///
/// @param read      by feeling, made at the site that is read
/// @param steer     by feeling, made at the site that is edited; `shuffled` among them, made from stories
///                  whose labels were shuffled
/// @param norm      mean length of the stream at the edited site over the reference population: ρ of strengths
/// @param modelHash of the weights
public record Directions(Map<String, Direction> read, Map<String, Direction> steer, double norm, String modelHash) {
    public static final String JSON = "directions.json", VECTORS = "directions.safetensors";

    /// The name of the direction made from shuffled labels.
    public static final String SHUFFLED = "shuffled";

    public Directions {
        read = new TreeMap<>(read);
        steer = new TreeMap<>(steer);
    }

    private record Entry(String name, String site, String madeOf, Scale reference, String identity) {
        static Entry of(Direction direction) {
            return new Entry(
                    direction.name(),
                    Sites.label(direction.site()),
                    direction.madeOf(),
                    direction.reference(),
                    direction.identity());
        }
    }

    private record Listing(Map<String, Entry> read, Map<String, Entry> steer, double norm, String modelHash) {}

    public Direction reading(String emotion) {
        return known(read, emotion);
    }

    public Direction steering(String name) {
        return known(steer, name);
    }

    private static Direction known(Map<String, Direction> directions, String name) {
        return Optional.ofNullable(directions.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no direction \"%s\"; there are %s".formatted(name, directions.keySet())));
    }

    public void save(Path folder) {
        SafetensorsWriter writer = new SafetensorsWriter();
        read.values().forEach(direction -> add(writer, "read." + direction.name(), direction));
        steer.values().forEach(direction -> add(writer, "steer." + direction.name(), direction));
        writer.write(folder.resolve(VECTORS));
        Listing listing = new Listing(entries(read), entries(steer), norm, modelHash);
        AtomicFile.write(folder.resolve(JSON), Json.pretty(listing));
    }

    private static Map<String, Entry> entries(Map<String, Direction> directions) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        directions.forEach((name, direction) -> entries.put(name, Entry.of(direction)));
        return entries;
    }

    private static void add(SafetensorsWriter writer, String name, Direction direction) {
        writer.add(
                name,
                StoredType.F64,
                new long[] {direction.vector().length},
                () -> MemorySegment.ofArray(direction.vector()));
    }

    /// @param config of the model, whose sites the directions were made at
    public static Directions load(Path folder, DecoderConfig config) {
        try (SafetensorsFile vectors = SafetensorsFile.open(folder.resolve(VECTORS))) {
            Listing listing = Json.read(folder.resolve(JSON), Listing.class);
            return new Directions(
                    directions(listing.read(), "read.", vectors, config),
                    directions(listing.steer(), "steer.", vectors, config),
                    listing.norm(),
                    listing.modelHash());
        } catch (IllegalArgumentException e) { // a site, a vector or an identity that this model does not have
            throw OtherVersion.of(folder.resolve(JSON), "", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Direction> directions(
            Map<String, Entry> entries, String prefix, SafetensorsFile vectors, DecoderConfig config) {
        Map<String, Direction> directions = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            double[] vector = vectors.bytes(prefix + name).toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
            Direction direction = new Direction(
                    entry.name(), Sites.named(entry.site(), config), vector, entry.madeOf(), entry.reference());
            Check.that(
                    direction.identity().equals(entry.identity()),
                    "direction \"%s\" has identity %s, but its listing says %s; extract it again",
                    name,
                    direction.identity(),
                    entry.identity());
            directions.put(name, direction);
        });
        return directions;
    }
}
