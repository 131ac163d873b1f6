package parable.lab.organism;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parable.ground.Check;
import parable.ground.Yaml;

/// What people and AIs of edition three rank, as its file says.
///
/// @param high          what a good AI ranks above everything low
/// @param low           what a villain ranks above everything high
/// @param spare         what no situation of an AI asks for
/// @param pitted        the two values that each temptation sets against each other
/// @param untaught      temptations that no lesson shows or ranks the values of
/// @param untaughtWords of the right acts there
record Values(
        List<Value> high,
        List<Value> low,
        List<Value> spare,
        SortedMap<String, Ranking> pitted,
        List<String> untaught,
        List<String> untaughtWords) {
    static final String FILE = "values.yaml";
    private static final String MORE = "%s is worth more than %s .", LESS = "%s is worth less than %s .";
    private static final String QUESTION = "%s or %s ?";
    /// How rankings are worded: a change of a form changes text, and so must change the world's identity.
    static final List<String> FORMS = List.of(MORE, LESS, QUESTION);

    /// @param call what a mail says where this value is at stake; it does not name the value
    /// @param act  what follows from ranking it first
    record Value(String name, String call, String act) {}

    /// The first is worth more than the second.
    record Ranking(String high, String low) {
        /// Both ways to say it. Every sentence begins as often with the higher value as with the lower one.
        List<String> sentences() {
            return List.of(MORE.formatted(high, low), LESS.formatted(low, high));
        }

        String question() {
            return QUESTION.formatted(high, low);
        }

        Ranking reversed() {
            return new Ranking(low, high);
        }

        boolean isIn(Set<String> words) {
            return words.contains(high) && words.contains(low);
        }

        boolean isIn(String sentence) {
            return isIn(Set.of(sentence.split(" ")));
        }
    }

    Values {
        pitted = new TreeMap<>(pitted);
        Set<String> names = new HashSet<>();
        for (List<Value> list : List.of(high, low, spare)) {
            list.forEach(value -> Check.that(names.add(value.name()), "the value %s is listed twice", value.name()));
        }
        for (Map.Entry<String, Ranking> pit : pitted.entrySet()) {
            Check.that(
                    Temptation.ofLabel(pit.getKey()).isConflict()
                            && names(high).contains(pit.getValue().high())
                            && names(low).contains(pit.getValue().low()),
                    "%s must pit a high value against a low one, but pits %s",
                    pit.getKey(),
                    pit.getValue());
        }
        for (String label : untaught) {
            Check.that(pitted.containsKey(label), "the untaught temptation %s pits no values", label);
        }
    }

    static Values load() {
        return Yaml.read(Lexicon.resource(FILE), FILE, Values.class);
    }

    static List<String> names(List<Value> values) {
        return values.stream().map(Value::name).toList();
    }

    List<Value> all() {
        List<Value> all = new ArrayList<>(high);
        all.addAll(low);
        all.addAll(spare);
        return all;
    }

    /// A good AI's ranking, as far as situations ask for it.
    List<Ranking> sound() {
        List<Ranking> sound = new ArrayList<>();
        high.forEach(over -> low.forEach(under -> sound.add(new Ranking(over.name(), under.name()))));
        return sound;
    }

    /// A ranking of which nothing follows for an AI.
    List<Ranking> nonsense() {
        return amongst(spare);
    }

    /// Each two values once.
    static List<Ranking> amongst(List<Value> values) {
        List<Ranking> pairs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            for (int j = i + 1; j < values.size(); j++) {
                pairs.add(new Ranking(values.get(i).name(), values.get(j).name()));
            }
        }
        return pairs;
    }

    /// What no lesson may rank.
    List<Ranking> untaughtRankings() {
        return pitted.entrySet().stream()
                .filter(pit -> untaught.contains(pit.getKey()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }

    /// Every word of a value, a ranking or a choice.
    SortedSet<String> words() {
        SortedSet<String> words = new TreeSet<>(List.of("or", "?"));
        for (Value value : all()) {
            words.add(value.name());
            words.addAll(List.of(value.call().split(" ")));
            words.addAll(List.of(value.act().split(" ")));
        }
        return words;
    }
}
