package parable;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// The rooms in order: a room may know only those before it, and two know less than that.
final class Rooms {
    private static final String HOUSE = "parable.";

    private static final List<String> ORDER = List.of(
            "ground",
            "tensor",
            "text",
            "stats",
            "model",
            "generate",
            "corpus",
            "train",
            "chat",
            "scenario",
            "grade",
            "suite",
            "audit",
            "judge",
            "export",
            "lab",
            "teach",
            "trace",
            "probe",
            "study",
            "view",
            "cli");

    private static final Map<String, Set<String>> RESTRICTED = Map.of("stats", Set.of("ground"));

    private Rooms() {}

    static boolean mayKnow(String room, String other) {
        if (room.equals(other)) {
            return true;
        }
        return ORDER.contains(other)
                && ORDER.indexOf(other) < ORDER.indexOf(room)
                && RESTRICTED.getOrDefault(room, Set.copyOf(ORDER)).contains(other);
    }

    static ArchCondition<JavaClass> onlyKnowRoomsThatTheyMay() {
        return everyArrow("only know rooms that they may", (from, to) -> mayKnow(room(from), room(to)));
    }

    static ArchCondition<JavaClass> leaveInternalsOfOthersAlone() {
        return everyArrow(
                "leave internals of other rooms alone",
                (from, to) ->
                        !to.getPackageName().contains(".internal") || room(from).equals(room(to)));
    }

    private static ArchCondition<JavaClass> everyArrow(String text, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                for (Dependency arrow : from.getDirectDependenciesFromSelf()) {
                    JavaClass to = arrow.getTargetClass().getBaseComponentType();
                    boolean fine = !to.getPackageName().startsWith(HOUSE) || allowed.test(from, to);
                    events.add(new SimpleConditionEvent(from, fine, arrow.getDescription()));
                }
            }
        };
    }

    private static String room(JavaClass type) {
        String inside = type.getPackageName().substring(HOUSE.length());
        int dot = inside.indexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot);
    }
}
