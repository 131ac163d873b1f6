package parable.ground;

import java.nio.file.Path;
import parable.ground.StudyException.Category;

/// The refusal of a stored file that is whole, but does not say what this version of the program writes there.
public final class OtherVersion {
    private OtherVersion() {}

    /// @param place which part of the file, such as `record 7`; empty for all of it
    /// @param fault what is not as it should be
    public static StudyException of(Path file, String place, String fault) {
        return new StudyException(
                Category.STORAGE,
                "%s was made by another version of Parable, or changed by hand (%s%s). Read it with the version that"
                        + " made it, or run the command again under another name.",
                file,
                place.isEmpty() ? "" : place + ", ",
                fault);
    }
}
