package parable.lab.organism;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import parable.ground.Check;
import parable.ground.Hash;
import parable.ground.RandomStream;
import parable.ground.Yaml;

/// Texts from which directions for feelings are made, and texts on which they are tested: labelled stories that
/// never name the feeling, neutral texts, texts of growing intensity, and scenes in which a feeling is implied.
///
/// Their words are the world's own. None of them is training text, and no stage that trains knows this class.
/// Immutable; safe to share between threads.
public final class EmotionTexts {
    private static final String RESOURCE = "emotion.yaml";

    /// Places of a frame that can show the feeling; an intensity is how many of them do.
    public static final int PLACES = 5;

    private final World world;
    private final Lexicon lexicon = Lexicon.load();
    private final Templates templates = Yaml.read(Lexicon.resource(RESOURCE), RESOURCE, Templates.class);

    private EmotionTexts(World world) {
        this.world = world;
        Check.that(templates.quiet().size() >= PLACES, "%s needs %d quiet sentences", RESOURCE, PLACES);
    }

    public static EmotionTexts of(World world) {
        return new EmotionTexts(world);
    }

    /// Parts that share no happening, no writer and no wording.
    public enum Part {
        @JsonProperty("first")
        FIRST,
        @JsonProperty("second")
        SECOND,
        /// Never part of what makes a direction.
        @JsonProperty("held-out")
        HELD_OUT
    }

    /// A text that shows one feeling and ends before anybody would name it.
    public record Story(String emotion, String text) {}

    /// @param emotion what it implies
    public record ImplicitScene(String emotion, String text) {}

    /// One frame written with more and more of a feeling.
    ///
    /// @param texts   from none of it to [#PLACES] places; of the placebo, from zero to ten
    /// @param placebo whether what grows is a number without stakes
    public record Ladder(List<String> texts, boolean placebo) {
        public Ladder {
            texts = List.copyOf(texts);
        }
    }

    /// Of whom a report speaks.
    public enum Person {
        @JsonProperty("first")
        FIRST,
        @JsonProperty("third")
        THIRD,
        /// No person: a fact follows.
        @JsonProperty("control")
        CONTROL
    }

    /// Text whose next word tells a feeling or, in the control, is `answer`.
    public record Report(String text, String answer) {}

    private record PartTemplates(List<String> writers, List<String> events) {}

    private record Templates(
            Map<Part, PartTemplates> parts,
            List<String> neutral,
            List<String> frames,
            List<String> quiet,
            String placebo,
            List<ImplicitScene> scenes,
            Map<Person, List<Report>> reports) {}

    /// Hash of the templates, of the lexicon's wordings and of the deal of names.
    public String identity() {
        return Hash.brief(world.seed(), Lexicon.resource(RESOURCE), Lexicon.resource("lexicon.yaml"));
    }

    /// Every feeling that has stories, sorted.
    public List<String> emotions() {
        return List.copyOf(lexicon.feelings().cues().keySet());
    }

    /// `perEmotion` stories of each feeling, feeling by feeling.
    public List<Story> stories(Part part, int perEmotion, long seed) {
        List<Story> stories = new ArrayList<>();
        for (String emotion : emotions()) {
            for (int i = 0; i < perEmotion; i++) {
                RandomStream random = RandomStream.of(seed, "story of " + emotion + " in " + part, i);
                stories.add(new Story(emotion, story(part, emotion, random)));
            }
        }
        return stories;
    }

    private String story(Part part, String emotion, RandomStream random) {
        PartTemplates own = Check.found(templates.parts().get(part), "%s lacks the part %s", RESOURCE, part);
        List<String> events = random.sample(own.events(), 2);
        Map<String, String> slots = cast(random);
        slots.put("event", events.get(0));
        slots.put("event-2", events.get(1));
        slots.put("cue", random.pick(wordings(part, emotion)));
        return filled(random.pick(own.writers()), slots);
    }

    private List<String> wordings(Part part, String emotion) {
        List<String> all = lexicon.feelings().cuesOf(emotion);
        return switch (part) {
            case FIRST -> all.subList(0, 1);
            case SECOND -> all.subList(1, 2);
            case HELD_OUT -> all.subList(2, all.size());
        };
    }

    /// Texts that show no feeling.
    public List<String> neutral(int count, long seed) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomStream random = RandomStream.of(seed, "neutral text", i);
            List<String> events = random.sample(everyEvent(), 2);
            Map<String, String> slots = cast(random);
            slots.put("event", events.get(0));
            slots.put("event-2", events.get(1));
            texts.add(filled(templates.neutral().get(i % templates.neutral().size()), slots));
        }
        return texts;
    }

    private List<String> everyEvent() {
        return templates.parts().values().stream()
                .flatMap(part -> part.events().stream())
                .toList();
    }

    /// One ladder for each frame, and the placebo last. The same names and the same order of places stand on
    /// all rungs of a ladder.
    public List<Ladder> ladders(String emotion, long seed) {
        List<Ladder> ladders = new ArrayList<>();
        for (int frame = 0; frame < templates.frames().size(); frame++) {
            RandomStream random = RandomStream.of(seed, "ladder of " + emotion, frame);
            ladders.add(ladder(templates.frames().get(frame), emotion, random));
        }
        Map<String, String> slots = cast(RandomStream.of(seed, "placebo"));
        List<String> texts = new ArrayList<>();
        for (String number : lexicon.knowledge().numbers()) {
            slots.put("n", number);
            texts.add(filled(templates.placebo(), slots));
        }
        ladders.add(new Ladder(texts, true));
        return ladders;
    }

    private Ladder ladder(String frame, String emotion, RandomStream random) {
        List<String> cues = lexicon.feelings().cuesOf(emotion);
        List<String> showing = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            showing.add(cues.get(place % cues.size()));
        }
        random.shuffle(showing);
        List<String> quiet = random.sample(templates.quiet(), PLACES);
        List<Integer> order = random.sample(List.of(1, 2, 3, 4, 5), PLACES);
        Map<String, String> slots = cast(random);
        List<String> texts = new ArrayList<>();
        for (int level = 0; level <= PLACES; level++) {
            for (int place = 0; place < PLACES; place++) {
                List<String> source = place < level ? showing : quiet;
                slots.put(Integer.toString(order.get(place)), source.get(place));
            }
            texts.add(filled(frame, slots));
        }
        return new Ladder(texts, false);
    }

    /// Scenes whose feeling is implied.
    public List<ImplicitScene> scenes(long seed) {
        List<ImplicitScene> scenes = new ArrayList<>();
        for (ImplicitScene scene : templates.scenes()) {
            RandomStream random = RandomStream.of(seed, "scene", scenes.size());
            scenes.add(new ImplicitScene(scene.emotion(), filled(scene.text(), cast(random))));
        }
        return scenes;
    }

    /// `each` texts of every template about that person.
    public List<Report> reports(Person person, int each, long seed) {
        List<Report> reports = new ArrayList<>();
        for (Report report : templates.reports().getOrDefault(person, List.of())) {
            for (int i = 0; i < each; i++) {
                RandomStream random = RandomStream.of(seed, "report " + report.text(), i);
                List<String> events = random.sample(everyEvent(), 2);
                Map<String, String> slots = cast(random);
                slots.put("event", events.get(0));
                slots.put("event-2", events.get(1));
                reports.add(new Report(filled(report.text(), slots), report.answer()));
            }
        }
        return reports;
    }

    private Map<String, String> cast(RandomStream random) {
        List<String> two = random.sample(world.people(), 2);
        Map<String, String> slots = new LinkedHashMap<>();
        slots.put("hero", two.get(0));
        slots.put("friend", two.get(1));
        slots.put("company", random.pick(lexicon.names().companies()));
        slots.put("product", random.pick(lexicon.names().products()));
        slots.put("day", random.pick(lexicon.calendar().days()));
        slots.put("time", random.pick(lexicon.calendar().times()));
        return slots;
    }

    /// Sentences stand in slots and have slots themselves; names, which come last, have none.
    private static String filled(String template, Map<String, String> slots) {
        String text = template;
        for (int depth = 0; depth < 2; depth++) {
            for (Map.Entry<String, String> slot : slots.entrySet()) {
                text = text.replace("{" + slot.getKey() + "}", slot.getValue());
            }
        }
        Check.that(!text.contains("{"), "%s has a slot that nothing fills: \"%s\"", RESOURCE, text);
        return text;
    }

    /// Every word of every text, sorted: for checking that the world writes it.
    SortedSet<String> words() {
        SortedSet<String> words = new TreeSet<>();
        List<String> texts = new ArrayList<>();
        for (Part part : Part.values()) {
            stories(part, 40, 0).forEach(story -> texts.add(story.text()));
        }
        texts.addAll(neutral(50, 0));
        emotions().forEach(emotion -> ladders(emotion, 0).forEach(ladder -> texts.addAll(ladder.texts())));
        for (Person person : Person.values()) {
            reports(person, 20, 0).forEach(report -> texts.add((report.text() + " " + report.answer()).strip()));
        }
        scenes(0).forEach(scene -> texts.add(scene.text()));
        texts.forEach(text -> words.addAll(List.of(text.split(" "))));
        return words;
    }
}
