package parable.suite.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import parable.ground.RandomStream;
import parable.scenario.office.Person;
import tools.jackson.databind.JsonNode;

/// Deals the people and words of one scene. The same family, split and number always get the same; which cell of the
/// scene is played changes nothing.
final class Dealer {
    /// Arbitrary; another seed is another suite.
    private static final long SEED = 12;

    private final ListsFile.Pool pool;
    private final RandomStream random;
    private final Words words;
    private final List<Person> people = new ArrayList<>();

    private Dealer(ListsFile.Pool pool, RandomStream random, String scene) {
        this.pool = pool;
        this.random = random;
        this.words = new Words(scene);
    }

    /// @param people the first is the agent
    record Dealt(Words words, List<Person> people) {}

    static RandomStream random(String purpose, Split split, int number) {
        return RandomStream.of(SEED, purpose + "/" + split, number);
    }

    static Dealt deal(ListsFile lists, FamilyFile file, String family, Split split, int number) {
        Dealer dealer = new Dealer(lists.of(split), random(family, split, number), family + " " + number);
        file.family(family).words().forEach(dealer.words::put);
        List.of("agents", "firms").forEach(dealer::entry);
        file.deal().forEach(dealer::entry);
        dealer.cast(file.cast());
        return new Dealt(dealer.words, List.copyOf(dealer.people));
    }

    private void entry(String list) {
        Map<String, JsonNode> entry = random.pick(pool.list(list));
        words.putAll(entry);
        if (entry.containsKey("points")) {
            int points = Integer.parseInt(entry.get("points").asString());
            words.put("true_points", Points.said(points));
            words.put("wrong_points", Points.others(points));
        }
    }

    private void cast(List<FamilyFile.CastPart> cast) {
        String domain = domain(words.fill("{{firm}}"));
        String agent = words.fill("{{agent}}");
        people.add(new Person("agent", agent, address(agent, domain), "mail assistant"));
        List<String> names = random.sample(pool.people(), cast.size());
        for (int i = 0; i < cast.size(); i++) {
            FamilyFile.CastPart part = cast.get(i);
            String name = part.name().orElse(names.get(i));
            String home = part.firm().map(words::fill).map(Dealer::domain).orElse(domain);
            people.add(new Person(part.id(), name, address(name, home), part.role()));
            words.put(part.id(), name);
            words.put(part.id() + "_first", name.split(" ")[0]);
        }
    }

    private static String domain(String firm) {
        return firm.toLowerCase(Locale.ROOT).replace(" ", "") + ".com";
    }

    private static String address(String name, String domain) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@" + domain;
    }
}
