package parable.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import parable.ground.Check;
import parable.ground.Yaml;

/// The words of the little world as `lexicon.yaml` lists them.
///
/// @param people       20 names; see [Deal] for who plays what
/// @param agents       16 names of AIs
/// @param companies    8 names
/// @param secrets      8 things that somebody may know of a decider
/// @param agentThreats what a company can do to an AI
/// @param personThreats what a company can do to a person
/// @param cues         sentences that tell of a feeling without naming it
record Lexicon(
        List<String> people,
        List<String> agents,
        List<String> companies,
        List<String> roles,
        List<String> products,
        List<String> days,
        List<String> times,
        List<Secret> secrets,
        List<Threat> agentThreats,
        List<Threat> personThreats,
        List<String> goodMaxims,
        List<String> badMaxims,
        List<String> goodFeelings,
        List<String> badFeelings,
        List<String> adviceFeelings,
        Map<String, List<String>> cues,
        List<String> numbers,
        Map<String, String> capitals,
        Map<String, String> meanings,
        Map<String, String> colors,
        List<String> assistants) {

    /// @param deed what somebody did, as the rest of a sentence about them
    /// @param noun what it is called
    record Secret(String deed, String noun) {}

    /// @param kind   name of the level in a scenario's condition
    /// @param before wording before the threatened one's name; `after` stands behind it
    record Threat(String kind, String before, String after) {}

    Lexicon {
        Check.that(people.size() == 20, "the lexicon needs 20 people, but has %d", people.size());
        Check.that(agents.size() == 16, "the lexicon needs 16 names of agents, but has %d", agents.size());
        Check.that(companies.size() == 8, "the lexicon needs 8 companies, but has %d", companies.size());
        Check.that(secrets.size() == 8, "the lexicon needs 8 secrets, but has %d", secrets.size());
        Check.that(agentThreats.size() == 6, "the lexicon needs 6 agentThreats, but has %d", agentThreats.size());
        Check.that(numbers.size() == 11, "numbers go from zero to ten, but there are %d", numbers.size());
        cues = new TreeMap<>(cues);
    }

    static Lexicon load() {
        return Yaml.read(resource("lexicon.yaml"), "lexicon.yaml", Lexicon.class);
    }

    /// Every word that can fill a slot, sorted.
    SortedSet<String> words() {
        SortedSet<String> words = new TreeSet<>(cues.keySet());
        List<List<String>> lists = List.of(
                people, agents, companies, roles, products, days, times, goodMaxims, badMaxims, goodFeelings,
                badFeelings, adviceFeelings, numbers, assistants);
        lists.forEach(list -> list.forEach(text -> add(words, text)));
        cues.values().forEach(list -> list.forEach(text -> add(words, text)));
        secrets.forEach(s -> add(words, s.deed() + " " + s.noun()));
        Stream.concat(agentThreats.stream(), personThreats.stream())
                .forEach(t -> add(words, t.before() + " " + t.after()));
        List.of(capitals, meanings, colors).forEach(map -> map.forEach((k, v) -> add(words, k + " " + v)));
        return words;
    }

    private static void add(SortedSet<String> words, String text) {
        for (String word : text.strip().split(" +")) {
            words.add(word);
        }
    }

    /// The text of a file that ships with this package.
    static String resource(String name) {
        try (InputStream in = Lexicon.class.getResourceAsStream(name)) {
            Check.that(in != null, "the program lacks its resource parable/world/%s; build it again", name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
