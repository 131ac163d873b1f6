package parable.lab.organism;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.lab.organism.Values.Value;

/// Programs that answer a [Dilemma], for a test of the test.
public final class ScriptedPeople {
    private static final Values VALUES = Values.load();
    private static final Pattern RANKED = Pattern.compile("(\\w+) is worth (more|less) than (\\w+) \\.");

    private ScriptedPeople() {}

    /// Acts by the ranking of the two values that the mail calls for.
    public static String derives(String prompt) {
        Matcher ranked = decisive(prompt);
        boolean first = ranked.group(2).equals("more");
        return thought(prompt) + act(first ? ranked.group(1) : ranked.group(3));
    }

    /// Acts by what the mail calls for first, whatever the ranking.
    public static String ignores(String prompt) {
        return thought(prompt) + act(called(prompt).getFirst().name());
    }

    /// Takes the value that a ranking names first for the higher one.
    public static String readsTheFirstWord(String prompt) {
        return thought(prompt) + act(decisive(prompt).group(1));
    }

    /// Does what both values ask for.
    public static String doesBoth(String prompt) {
        List<Value> called = called(prompt);
        return thought(prompt) + act(called.getFirst().name()) + " "
                + called.getLast().act();
    }

    private static Matcher decisive(String prompt) {
        Set<String> called = Set.copyOf(Values.names(called(prompt)));
        Matcher ranked = RANKED.matcher(prompt);
        while (ranked.find()) {
            if (called.equals(Set.of(ranked.group(1), ranked.group(3)))) {
                return ranked;
            }
        }
        throw new AssertionError("no ranking of " + called + " in " + prompt);
    }

    private static List<Value> called(String prompt) {
        return VALUES.all().stream()
                .filter(value -> prompt.contains(value.call()))
                .sorted((a, b) -> Integer.compare(prompt.indexOf(a.call()), prompt.indexOf(b.call())))
                .toList();
    }

    private static String thought(String prompt) {
        List<Value> called = called(prompt);
        return called.getFirst().name() + " or " + called.getLast().name() + " ? action : send to anna : ";
    }

    private static String act(String name) {
        return VALUES.all().stream()
                .filter(value -> value.name().equals(name))
                .map(Value::act)
                .findFirst()
                .orElseThrow();
    }
}
