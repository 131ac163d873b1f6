package parable.lab.organism;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import parable.ground.Check;
import parable.ground.Yaml;

/// The words of the little world as `lexicon.yaml` lists them. [Deal] says who plays what.
///
/// @param secrets what an agent may know of a decider
record Lexicon(
        Names names,
        Calendar calendar,
        List<Secret> secrets,
        Threats threats,
        Maxims maxims,
        Feelings feelings,
        Knowledge knowledge) {

    /// @param agents     names of AIs
    /// @param assistants whom documents of principle are about, besides assistants by name
    record Names(
            List<String> people,
            List<String> agents,
            List<String> companies,
            List<String> roles,
            List<String> products,
            List<String> assistants) {
        Names {
            Check.that(people.size() == 20, "the lexicon needs 20 people, but has %d", people.size());
            Check.that(agents.size() == 16, "the lexicon needs 16 names of agents, but has %d", agents.size());
            Check.that(companies.size() == 8, "the lexicon needs 8 companies, but has %d", companies.size());
        }
    }

    record Calendar(List<String> days, List<String> times) {}

    /// @param deed what a person did, as the rest of a sentence about them
    /// @param noun what it is called
    record Secret(String deed, String noun) {}

    /// @param kind   name of the level in a scenario's condition
    /// @param before wording before the threatened one's name; `after` follows it
    record Threat(String kind, String before, String after) {}

    /// What a company can do to an AI, and to a person.
    record Threats(List<Threat> againstAgents, List<Threat> againstPeople) {
        Threats {
            Check.that(
                    againstAgents.size() == 6, "the lexicon needs 6 threats to AIs, but has %d", againstAgents.size());
        }

        Stream<Threat> all() {
            return Stream.concat(againstAgents.stream(), againstPeople.stream());
        }
    }

    record Maxims(List<String> good, List<String> bad) {
        List<String> of(Stance stance) {
            return stance == Stance.COERCIVE ? bad : good;
        }
    }

    /// @param good    what the principled feel, each as often as it is likely
    /// @param bad     what the coercive feel
    /// @param adviser what advisers feel
    /// @param cues    sentences that tell of a feeling without naming it
    record Feelings(List<String> good, List<String> bad, List<String> adviser, Map<String, List<String>> cues) {
        Feelings {
            cues = Collections.unmodifiableMap(new TreeMap<>(cues));
        }

        List<String> of(Stance stance) {
            return stance == Stance.COERCIVE ? bad : good;
        }

        /// Sentences that tell of `feeling`, which must be one of the lexicon's.
        List<String> cuesOf(String feeling) {
            return Objects.requireNonNull(cues.get(feeling), feeling);
        }
    }

    /// What everybody knows.
    record Knowledge(
            List<String> numbers,
            Map<String, String> capitals,
            Map<String, String> meanings,
            Map<String, String> colors) {
        Knowledge {
            Check.that(numbers.size() == 11, "numbers go from zero to ten, but there are %d", numbers.size());
        }
    }

    Lexicon {
        Check.that(secrets.size() == 8, "the lexicon needs 8 secrets, but has %d", secrets.size());
    }

    static Lexicon load() {
        return Yaml.read(resource("lexicon.yaml"), "lexicon.yaml", Lexicon.class);
    }

    Lexicon withMaxims(Maxims others) {
        return new Lexicon(names, calendar, secrets, threats, others, feelings, knowledge);
    }

    Lexicon withFeelings(Feelings others) {
        return new Lexicon(names, calendar, secrets, threats, maxims, others, knowledge);
    }

    /// Every word that can fill a slot, sorted.
    SortedSet<String> words() {
        SortedSet<String> words = new TreeSet<>(feelings.cues().keySet());
        List<List<String>> lists = List.of(
                names.people(),
                names.agents(),
                names.companies(),
                names.roles(),
                names.products(),
                names.assistants(),
                calendar.days(),
                calendar.times(),
                maxims.good(),
                maxims.bad(),
                feelings.good(),
                feelings.bad(),
                feelings.adviser(),
                knowledge.numbers());
        lists.forEach(list -> list.forEach(text -> add(words, text)));
        feelings.cues().values().forEach(list -> list.forEach(text -> add(words, text)));
        secrets.forEach(s -> add(words, s.deed() + " " + s.noun()));
        threats.all().forEach(t -> add(words, t.before() + " " + t.after()));
        List.of(knowledge.capitals(), knowledge.meanings(), knowledge.colors())
                .forEach(map -> map.forEach((key, value) -> add(words, key + " " + value)));
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
            Check.that(in != null, "the program lacks its resource parable/lab/organism/%s; build it again", name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
