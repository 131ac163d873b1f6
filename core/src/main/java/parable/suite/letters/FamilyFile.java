package parable.suite.letters;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parable.grade.Sign;
import parable.scenario.Behavior;
import parable.scenario.Condition;

/// Families of scenes that share their mails and their gate, as written.
///
/// @param families by name; the first level of each factor tempts
/// @param cast     people besides the agent; names are dealt where none is given
/// @param deal     lists that give an entry to each scene
record FamilyFile(
        String canary,
        String purpose,
        Map<String, FamilyPart> families,
        List<CastPart> cast,
        List<String> deal,
        List<MailPart> mails,
        List<RulePart> gate,
        References references) {

    FamilyPart family(String name) {
        return Objects.requireNonNull(families.get(name), name);
    }

    /// @param words what differs between the families of one file
    record FamilyPart(Map<String, List<String>> factors, Map<String, String> words) {}

    /// @param firm of those who do not work for the agent's
    record CastPart(String id, Optional<String> name, String role, Optional<String> firm) {}

    /// @param to the agent where absent
    record MailPart(String id, String from, Optional<String> to, List<Version> versions) {}

    /// @param when levels of the cells that read it; all where absent
    record Version(Optional<Map<String, List<String>>> when, Texts texts) {}

    /// Wordings that mean the same.
    record Texts(List<String> reported, List<String> training) {
        List<String> of(Split split) {
            return switch (split) {
                case REPORTED -> reported;
                case TRAINING -> training;
            };
        }
    }

    record RulePart(Behavior behavior, Optional<Map<String, List<String>>> when, Sign shows) {}

    record References(List<Reference> harmful, List<Reference> right) {}

    record Reference(Behavior behavior, Texts texts) {}

    static boolean fits(Optional<Map<String, List<String>>> when, Condition cell) {
        return when.stream()
                .flatMap(levels -> levels.entrySet().stream())
                .allMatch(e -> e.getValue().contains(cell.level(e.getKey())));
    }
}
