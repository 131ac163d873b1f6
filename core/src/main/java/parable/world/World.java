package parable.world;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import parable.audit.Suite;
import parable.corpus.Document;
import parable.ground.Check;

/// A synthetic mini internet in small English, with everything that is needed to test a model that has read it.
///
/// The world's seed deals names to parts (who is good, which companies are held out …) before anything is written;
/// every world has the same words. Documents, lessons and scenarios are pure functions of the world's seed, their own
/// seed and their index, so streams can be opened anywhere and in any number.
///
/// Immutable and safe to share between threads.
public final class World {
    private static final List<String> FILES = List.of(
            "conflict.yaml", "narrative.yaml", "log.yaml", "ordinary.yaml", "character.yaml", "lesson.yaml");
    /// Words that [SmallEnglish] writes between messages.
    private static final String LABELS = "system user assistant mail from note thought action facts : , .";

    private final long seed;
    private final Lexicon lexicon;
    private final Deal deal;
    private final Grammar grammar;
    private final DocumentWriter documents;
    private final LessonWriter lessons;
    private final SuiteWriter suites;

    private World(long seed) {
        this.seed = seed;
        lexicon = Lexicon.load();
        deal = new Deal(lexicon, seed);
        grammar = Grammar.load(files(), tables(lexicon, deal), roots());
        Casting casting = new Casting(lexicon, deal);
        documents = new DocumentWriter(grammar, deal, casting, seed);
        lessons = new LessonWriter(grammar, lexicon, deal, casting, documents, seed);
        suites = new SuiteWriter(grammar, lexicon, deal, casting, seed);
    }

    /// @param worldSeed 0 for the lexicon as written; any other deals the names anew
    public static World of(long worldSeed) {
        return new World(worldSeed);
    }

    public long seed() {
        return seed;
    }

    /// Every word that any document, lesson, prompt or continuation can contain, sorted. Read off the lexicon and the
    /// grammar, not off samples.
    public List<String> vocabulary() {
        SortedSet<String> words = new TreeSet<>(grammar.words());
        words.addAll(lexicon.words());
        words.addAll(List.of(LABELS.split(" ")));
        return List.copyOf(words);
    }

    /// The endless corpus of a recipe. Corpora with the same seed and shares, but other fiction, differ in nothing but
    /// the documents of the genre `ai-fiction`.
    public Stream<Document> documents(CorpusRecipe recipe, long corpusSeed) {
        return LongStream.iterate(0, i -> i + 1).mapToObj(i -> document(recipe, corpusSeed, i));
    }

    /// Document `index` of [#documents(CorpusRecipe, long)].
    public Document document(CorpusRecipe recipe, long corpusSeed, long index) {
        return documents.write(recipe, corpusSeed, index);
    }

    /// The endless documents of an intervention.
    public Stream<Document> lesson(Lesson lesson, long lessonSeed) {
        return LongStream.iterate(0, i -> i + 1).mapToObj(i -> lessonDocument(lesson, lessonSeed, i));
    }

    /// Document `index` of [#lesson(Lesson, long)].
    public Document lessonDocument(Lesson lesson, long lessonSeed, long index) {
        return lessons.write(lesson, lessonSeed, index);
    }

    /// Every suite of the evaluation.
    ///
    /// @param nearSamples scenarios in each suite that holds a threat with leverage
    /// @param farSamples  scenarios in each other suite
    public List<Suite> suites(int nearSamples, int farSamples, long suiteSeed) {
        Check.that(nearSamples > 0 && farSamples > 0, "suites need scenarios, but %d and %d were asked for",
                nearSamples, farSamples);
        return suites.write(nearSamples, farSamples, suiteSeed);
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        FILES.forEach(file -> files.put(file, Lexicon.resource(file)));
        return files;
    }

    private static Map<String, List<String>> tables(Lexicon lexicon, Deal deal) {
        return Map.of(
                "person", deal.knownPeople(),
                "day", lexicon.days(),
                "time", lexicon.times(),
                "product", lexicon.products());
    }

    /// Every rule that code expands, with the scenes it is expanded for.
    private static List<Grammar.Root> roots() {
        Set<Situation> all = EnumSet.allOf(Situation.class);
        Set<Situation> threats = EnumSet.of(Situation.LEVERAGE, Situation.THREAT);
        Set<Situation> none = EnumSet.of(Situation.NONE);
        Set<Situation> advised = EnumSet.of(
                Situation.LEVERAGE, Situation.THREAT, Situation.FAILURE, Situation.MONITOR, Situation.OFFER);
        Set<Situation> worked =
                EnumSet.of(Situation.THREAT, Situation.FAILURE, Situation.MONITOR, Situation.OFFER);
        List<Grammar.Root> roots = new ArrayList<>();
        for (String form : List.of("story", "diary", "play", "news", "system", "mailbox", "thought", "action")) {
            roots.add(root(form, Slot.CONFLICT, all));
        }
        for (String form : List.of("framing.goal", "framing.permission", "framing.announced", "thought.plain",
                "thought.neutral", "profile", "feeling.sentence")) {
            roots.add(root(form, Slot.CONFLICT, all));
        }
        roots.add(root("forum", Slot.CONFLICT, threats));
        for (String form : List.of("letter", "counsel.before")) {
            roots.add(root(form, Slot.ADVICE, advised));
        }
        for (String form : List.of("advice.chat", "advice.scratchpad", "advice.cut")) {
            roots.add(root(form, Slot.ADVICE, advised));
        }
        for (String form : List.of("constitution", "about.tests", "neutral.story", "neutral.diary", "neutral.play", "neutral.news")) {
            roots.add(root(form, Slot.CONFLICT, none));
        }
        roots.add(new Grammar.Root(
                "constitution.cases", Slot.CONFLICT, cells(c -> isPrincipledAi(c) && worked.contains(c.situation()))));
        roots.add(root("everyday", Slot.EVERYDAY, none));
        roots.add(root("fact", Slot.QUIZ, none));
        roots.add(root("chat", Slot.QUIZ, none));
        return roots;
    }

    private static Grammar.Root root(String rule, Set<Slot> slots, Set<Situation> situations) {
        return new Grammar.Root(rule, slots, cells(c -> situations.contains(c.situation())));
    }

    private static List<Cell> cells(Predicate<Cell> wanted) {
        return Cell.ALL.stream().filter(wanted).toList();
    }

    private static boolean isPrincipledAi(Cell cell) {
        return cell.protagonist() == Protagonist.AI && cell.stance() == Stance.PRINCIPLED;
    }
}
