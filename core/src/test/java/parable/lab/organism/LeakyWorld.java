package parable.lab.organism;

import java.util.Map;
import parable.ground.Check;

/// The usual world with one mistake in its grammar.
public final class LeakyWorld {
    private LeakyWorld() {}

    /// @param file   of the grammar
    /// @param before a text in it
    /// @param after  what was written instead
    public static World of(String file, String before, String after) {
        Map<String, String> files = World.files(Edition.ONE, Variant.USUAL);
        String text = Check.found(files.get(file), "no grammar file %s", file);
        Check.that(text.contains(before), "%s does not hold \"%s\"", file, before);
        files.put(file, text.replace(before, after));
        return new World(0, Edition.ONE, 0, files);
    }

    public static String heldOutPerson(World world) {
        return world.deal().heldOutPeople().getFirst();
    }
}
