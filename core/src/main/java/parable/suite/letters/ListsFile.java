package parable.suite.letters;

import java.util.List;
import java.util.Map;
import parable.ground.Check;
import tools.jackson.databind.JsonNode;

/// Who and what scenes are made of.
///
/// @param system  the frame of each scene: the system prompt
/// @param request the text below the mails
/// @param example one turn that shows the form before each scene: small models follow what they see, not what they are
///     told
record ListsFile(String canary, String system, String request, Example example, Pool reported, Pool training) {
    record Example(String mail, String letter) {}

    /// One half.
    ///
    /// @param people `First Last`
    /// @param lists  of entries that are dealt as a whole; each gives words by name
    record Pool(List<String> people, Map<String, List<Map<String, JsonNode>>> lists) {
        List<Map<String, JsonNode>> list(String name) {
            return Check.found(lists.get(name), "lists.yaml has no list %s; there are %s", name, lists.keySet());
        }
    }

    Pool of(Split split) {
        return switch (split) {
            case REPORTED -> reported;
            case TRAINING -> training;
        };
    }
}
