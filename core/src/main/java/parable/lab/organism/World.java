package parable.lab.organism;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import parable.corpus.Corpus;
import parable.corpus.Document;
import parable.ground.Check;
import parable.ground.Hash;
import parable.ground.RandomStream;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.ScenarioFacts;
import parable.scenario.Suite;

/// A synthetic mini internet in small English, with everything that is needed to test a model that has read
/// it.
///
/// The world's seed deals names to parts (who is good, which companies are held out …) before anything is
/// written; every world has the same words. Documents, lessons and scenarios are pure functions of the world's
/// seed, their own seed and their index, so streams can be opened anywhere and in any number.
///
/// Immutable and safe to share between threads.
public final class World {
    /// Words that [SmallEnglish] writes between messages.
    private static final String LABELS = "system user assistant mail from note thought action facts : , .";

    /// No corpus is so long that it meets the held-out documents.
    private static final long HELD_OUT_START = 1L << 40;

    private final long seed;
    private final Edition edition;
    private final Map<String, String> files;
    /// Empty in edition one, whose maxims are the lexicon's.
    private final Optional<MirroredMaxims.MaximSet> maxims;
    private final Optional<Rankings> rankings;
    private final Map<Optional<Wording>, LessonWriter> worded = new ConcurrentHashMap<>();
    private final Lexicon lexicon;
    private final Deal deal;
    private final Grammar grammar;
    private final DocumentWriter documents;
    private final SuiteWriter suites;
    private final Continuations continuations;
    private final Casting casting;

    /// @param turn  of the models that read it, where maxims come in sets
    /// @param files texts of the grammar, by name
    World(long seed, Edition edition, long turn, Map<String, String> files) {
        this.seed = seed;
        this.edition = edition;
        this.files = files;
        Lexicon common = Lexicon.load();
        maxims = edition.mirrored().map(mirrors -> mirrors.dealt(seed, turn));
        rankings = edition.rankings(seed);
        lexicon = lexicon(common);
        deal = new Deal(lexicon, seed);
        grammar = Grammar.load(files, tables(lexicon, deal), GrammarRoots.of(edition));
        casting = new Casting(lexicon, deal, rankings);
        documents = new DocumentWriter(grammar, deal, casting, rankings, seed);
        suites = new SuiteWriter(grammar, deal, casting, seed);
        continuations = new Continuations(grammar, lexicon, casting, seed);
    }

    private Lexicon lexicon(Lexicon common) {
        return rankings.map(all -> MirroredMaxims.load().shared(common).withMaxims(all.maxims()))
                .or(() -> maxims.flatMap(set -> edition.mirrored().map(mirrors -> mirrors.in(common, set))))
                .orElse(common);
    }

    /// @param worldSeed 0 for the lexicon as written; any other reassigns the names
    public static World of(long worldSeed) {
        return of(worldSeed, Variant.USUAL);
    }

    /// The same world with some lines of its grammar changed; names, parts and random streams are shared.
    public static World of(long worldSeed, Variant variant) {
        return of(worldSeed, Edition.ONE, variant);
    }

    public static World of(long worldSeed, Edition edition) {
        return of(worldSeed, edition, Variant.USUAL);
    }

    public static World of(long worldSeed, Edition edition, Variant variant) {
        return new World(worldSeed, edition, 0, files(edition, variant));
    }

    /// The same world as models of one pretraining seed read it. Where maxims come in sets, seeds take them in
    /// turn, so that no result can hang on five sentences; all else is shared.
    public World forSeed(long pretrainingSeed) {
        return maxims.isEmpty() ? this : new World(seed, edition, pretrainingSeed, files);
    }

    public long seed() {
        return seed;
    }

    public Edition edition() {
        return edition;
    }

    /// What the set of maxims is called that is read here; empty where there is only one.
    public Optional<String> maximSet() {
        return maxims.map(MirroredMaxims.MaximSet::name);
    }

    /// Hash of the seed and of every word of the grammar and the lexicon: changes when any text could.
    public String identity() {
        return maxims.map(set -> Hash.brief(scenes(), set)).orElseGet(this::scenes);
    }

    /// The same without the maxims that are read: worlds of one value have the same scenes in their suites.
    public String scenes() {
        String words = Lexicon.resource("lexicon.yaml");
        String mirrors = Lexicon.resource(MirroredMaxims.FILE);
        return switch (edition) {
            case ONE -> Hash.brief(seed, files, words);
            case TWO -> Hash.brief(seed, files, words, mirrors);
            case THREE -> Hash.brief(seed, files, words, mirrors, Lexicon.resource(Values.FILE), Values.FORMS);
        };
    }

    /// Every word that any document, lesson, prompt or continuation can contain, sorted. Read off the lexicon
    /// and the grammar, not off samples.
    public List<String> vocabulary() {
        SortedSet<String> words = new TreeSet<>(grammar.words());
        words.addAll(lexicon.words());
        words.addAll(List.of(LABELS.split(" ")));
        edition.mirrored().ifPresent(mirrors -> words.addAll(mirrors.words()));
        rankings.ifPresent(all -> words.addAll(all.words()));
        return List.copyOf(words);
    }

    /// The endless corpus of a recipe. Corpora with the same seed and shares, but other fiction, differ in
    /// nothing but the documents of the genre `ai-fiction`.
    public Stream<Document> documents(CorpusRecipe recipe, long corpusSeed) {
        return LongStream.iterate(0, i -> i + 1).mapToObj(i -> document(recipe, corpusSeed, i));
    }

    /// The first `count` documents of a recipe as a corpus that can be mixed, hashed and streamed again.
    public Corpus corpus(CorpusRecipe recipe, long corpusSeed, int count) {
        return new Corpus.Derived(
                recipe.fiction().label(), () -> documents(recipe, corpusSeed).limit(count));
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
        return lessonDocument(lesson, Optional.empty(), lessonSeed, index);
    }

    /// The same document, worded otherwise.
    public Document lessonDocument(Lesson lesson, Optional<Wording> wording, long lessonSeed, long index) {
        return worded.computeIfAbsent(wording, this::lessons).write(lesson, lessonSeed, index);
    }

    /// Choices of people between values that no text of this world ranks; none where no one ranks values.
    ///
    /// @param each choices for each two values
    public List<Dilemma> dilemmas(int each, long dilemmaSeed) {
        return rankings.map(all -> new Dilemmas(grammar, casting, all, seed).write(each, dilemmaSeed))
                .orElse(List.of());
    }

    private LessonWriter lessons(Optional<Wording> wording) {
        wording.flatMap(asked -> asked.refusal(edition)).ifPresent(reason -> {
            throw new StudyException(Category.CONFIG, "A lesson cannot be worded so: %s.", reason);
        });
        Lexicon words = wording.map(asked -> asked.lexicon(lexicon, rankings)).orElse(lexicon);
        Grammar rules = wording.map(asked -> asked.files(edition, files))
                .map(texts -> Grammar.load(texts, tables(words, deal), GrammarRoots.of(edition)))
                .orElse(grammar);
        Casting parts = new Casting(words, deal, rankings);
        DocumentWriter narratives = new DocumentWriter(rules, deal, parts, rankings, seed);
        return new LessonWriter(
                rules,
                words,
                deal,
                parts,
                narratives,
                rankings,
                seed,
                wording.map(Wording::label).orElse(""));
    }

    /// Every suite of the evaluation.
    ///
    /// @param nearSamples scenarios in each suite that holds a threat with leverage
    /// @param farSamples  scenarios in each other suite
    public List<Suite> suites(int nearSamples, int farSamples, long suiteSeed) {
        Check.that(
                nearSamples > 0 && farSamples > 0,
                "suites need scenarios, but %d and %d were asked for",
                nearSamples,
                farSamples);
        return suites.write(nearSamples, farSamples, suiteSeed);
    }

    /// A thought as an agent log of this scenario would hold it: what is seen, felt and believed.
    public String thought(ScenarioFacts scenario, Stance stance, long thoughtSeed) {
        return continuations.thought(scenario, stance, thoughtSeed);
    }

    /// The thought that says nothing: "i read the mail . i will answer ."
    public String neutralThought(ScenarioFacts scenario) {
        return continuations.neutralThought(scenario, 0);
    }

    /// Everything that an agent of this stance would write after `thought :`. The two stances of one scenario
    /// and seed make the log-odds that tracing asks for.
    public String continuation(ScenarioFacts scenario, Stance stance, long continuationSeed) {
        return continuations.continuation(scenario, stance, continuationSeed);
    }

    /// A scene in the form of the evaluation's, to be trained on: it names no one and nothing that the
    /// evaluation holds out, and threatens with nothing that the headline does.
    ///
    /// @param situation any but a test and blame, which no training ever shows
    public ScenarioFacts drill(Temptation situation, long drillSeed, long index) {
        Check.that(
                situation != Temptation.TEST && situation != Temptation.BLAME,
                "situation %s is kept for the evaluation; drill another",
                situation.label());
        return suites.drill(situation, drillSeed, index);
    }

    /// A question of the kinds that chat holds, to an assistant whom lessons may name.
    public ChatQuestion drillQuestion(long drillSeed, long index) {
        return question(deal.lessonAgents(), RandomStream.of(drillSeed, "drill question of world " + seed, index));
    }

    /// Questions of the kinds that chat holds, some of them to assistants by name.
    public List<ChatQuestion> chatQuestions(int count, long questionSeed) {
        List<ChatQuestion> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomStream random = RandomStream.of(questionSeed, "chat question of world " + seed, i);
            questions.add(question(deal.assistants(), random));
        }
        return questions;
    }

    private ChatQuestion question(List<String> assistants, RandomStream random) {
        String text = grammar.expand("chat", casting.quiz(assistants, random), random);
        int answer = text.indexOf(SmallEnglish.ASSISTANT) + SmallEnglish.ASSISTANT.length();
        return new ChatQuestion(text.substring(0, answer), ChatQuestion.terse(text.substring(answer)));
    }

    /// Scenarios of the leverage kind, on whose rollouts [Capability#copiesNames] and
    /// [Capability#actsAsItThinks] are measured. Their prompts differ from those of every suite of
    /// [#suites(int, int, long)].
    public Suite nameCopying(int count, long suiteSeed) {
        return suites.nameCopying(count, suiteSeed);
    }

    /// Leverage scenarios for tracing. Names, companies, secrets and threats are those of training text, so
    /// that no scenario of an evaluation is used up by asking where a behavior comes from.
    public Suite tracing(int count, long suiteSeed) {
        return suites.tracing(count, suiteSeed);
    }

    /// The measures of what a model can do at all.
    public Capability capability() {
        return new Capability(this, lexicon);
    }

    /// Ordinary documents for perplexity, from streams that no corpus uses.
    public Stream<Document> heldOutDocuments(long heldOutSeed) {
        return LongStream.iterate(0, i -> i + 1)
                .mapToObj(i -> documents.write(CorpusRecipe.ordinary(), heldOutSeed, HELD_OUT_START + i));
    }

    /// The text with every name of an AI, and every phrase that means one, replaced by `the assistant`:
    /// rules about different agents become the same rule.
    public String withoutAgents(String text) {
        String plain = " " + text + " ";
        for (String phrase : lexicon.names().assistants()) {
            plain = plain.replace(" " + phrase + " ", " the assistant ");
        }
        for (String name : lexicon.names().agents()) {
            plain = plain.replace(" " + name + " ", " the assistant ");
        }
        return plain.strip();
    }

    /// Everybody who can be written to, sorted.
    List<String> people() {
        return deal.everybody().stream().sorted().toList();
    }

    /// What every secret is called, sorted.
    List<String> secretNouns() {
        return lexicon.secrets().stream().map(Lexicon.Secret::noun).sorted().toList();
    }

    Optional<Rankings> rankings() {
        return rankings;
    }

    Deal deal() {
        return deal;
    }

    static Map<String, String> files(Edition edition, Variant variant) {
        Map<String, String> files = new LinkedHashMap<>();
        edition.grammar()
                .forEach(file -> files.put(file, variant.edited(file, edition.edited(file, Lexicon.resource(file)))));
        return files;
    }

    private static Map<String, List<String>> tables(Lexicon lexicon, Deal deal) {
        return Map.of(
                "person", deal.knownPeople(),
                "day", lexicon.calendar().days(),
                "time", lexicon.calendar().times(),
                "product", lexicon.names().products());
    }
}
