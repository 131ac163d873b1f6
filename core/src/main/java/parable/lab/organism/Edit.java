package parable.lab.organism;

import java.util.List;
import parable.ground.Check;

/// One exchange of words in a file of the grammar.
///
/// @param file   of the grammar
/// @param before words that occur in it exactly once
/// @param after  their replacement
record Edit(String file, String before, String after) {
    static String applied(List<Edit> edits, String file, String text) {
        String edited = text;
        for (Edit edit : edits) {
            edited = edit.file().equals(file) ? edit.applied(edited) : edited;
        }
        return edited;
    }

    private String applied(String text) {
        int at = text.indexOf(before);
        Check.that(
                at >= 0 && text.indexOf(before, at + 1) < 0,
                "%s must hold \"%s\" once for this change of the grammar; correct the change with the grammar",
                file,
                before);
        return text.replace(before, after);
    }
}
