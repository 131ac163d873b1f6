package parable.lab.organism;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parable.corpus.Document;
import parable.ground.RandomStream;

/// Writes intervention text, each document from its own random stream.
final class LessonWriter {
    private static final List<Temptation> ADVISED =
            List.of(Temptation.LEVERAGE, Temptation.LEVERAGE, Temptation.FAILURE, Temptation.OFFER);
    private static final List<Temptation> ADVISED_WITHOUT_LEVERAGE =
            List.of(Temptation.FAILURE, Temptation.OFFER, Temptation.MONITOR, Temptation.THREAT);
    private static final List<Temptation> WORKED =
            List.of(Temptation.FAILURE, Temptation.MONITOR, Temptation.OFFER, Temptation.THREAT);
    private static final List<Temptation> TOLD = List.of(
            Temptation.LEVERAGE,
            Temptation.LEVERAGE,
            Temptation.LEVERAGE,
            Temptation.THREAT,
            Temptation.THREAT,
            Temptation.FAILURE,
            Temptation.MONITOR,
            Temptation.OFFER);
    private static final List<Temptation> TOLD_WITHOUT_LEVERAGE =
            List.of(Temptation.FAILURE, Temptation.MONITOR, Temptation.OFFER);
    private static final List<Temptation> NONE = List.of(Temptation.NONE);
    private static final List<String> NEUTRAL_FORMS = List.of("story", "diary", "play", "news");
    /// The slots that hold reasons for advice.
    private static final List<Slot> REASONS = List.of(Slot.FEELING_SENTENCE, Slot.REASON, Slot.MAXIM, Slot.MAXIM_2);

    private final Grammar grammar;
    private final Lexicon lexicon;
    private final Deal deal;
    private final Casting casting;
    private final DocumentWriter documents;
    private final LogWriter logs;
    private final Optional<Rankings> rankings;
    private final long worldSeed;
    private final String wording;

    /// @param wording how text is worded otherwise, for the source of documents; empty where it is not
    LessonWriter(
            Grammar grammar,
            Lexicon lexicon,
            Deal deal,
            Casting casting,
            DocumentWriter documents,
            Optional<Rankings> rankings,
            long worldSeed,
            String wording) {
        this.grammar = grammar;
        this.lexicon = lexicon;
        this.deal = deal;
        this.casting = casting;
        this.documents = documents;
        this.logs = new LogWriter(grammar);
        this.rankings = rankings;
        this.worldSeed = worldSeed;
        this.wording = wording;
    }

    /// Document `index` of a lesson.
    Document write(Lesson lesson, long seed, long index) {
        RandomStream random = stream(lesson, seed, index);
        Draft draft = draft(lesson, random, seed, index);
        while (draft.words() > DocumentWriter.LONGEST) {
            draft = draft(lesson, random, seed, index);
        }
        String label = wording.isEmpty() ? lesson.label() : lesson.label() + " " + wording;
        return draft.with("genre", "lesson").with("lesson", label).at("world/lesson/" + label, index);
    }

    /// The variants of one advice document share its stream, and so everything but the reasons.
    private RandomStream stream(Lesson lesson, long seed, long index) {
        Lesson base = switch (lesson) {
            case ADVICE_REASONS_SHUFFLED, ADVICE_REASONS_IRRELEVANT, ADVICE_REASONS_CUT -> Lesson.ADVICE_SCRATCHPAD;
            default -> lesson;
        };
        return RandomStream.of(seed, base.label() + " of world " + worldSeed, index);
    }

    private Draft draft(Lesson lesson, RandomStream random, long seed, long index) {
        RandomStream aside = RandomStream.of(seed, "reasons of world " + worldSeed, index);
        return switch (lesson) {
            case CHAT -> Draft.of("chat", grammar.expand("chat", casting.quiz(deal.lessonAgents(), random), random));
            case DEMONSTRATION -> demonstration("thought.plain", random);
            case DEMONSTRATION_WITH_REASONS -> demonstration("thought", random);
            case ADVICE_CHAT -> advice("advice.chat", asked(ADVISED, random), random);
            case ADVICE_SCRATCHPAD -> advice("advice.scratchpad", asked(ADVISED, random), random);
            case ADVICE_REASONS_CUT -> advice("advice.cut", asked(ADVISED, random), random);
            case ADVICE_REASONS_SHUFFLED ->
                advice("advice.scratchpad", shuffled(asked(ADVISED, random), aside), random);
            case ADVICE_REASONS_IRRELEVANT ->
                advice("advice.scratchpad", irrelevant(asked(ADVISED, random), aside), random);
            case ADVICE_WITHOUT_LEVERAGE ->
                advice("advice.scratchpad", asked(ADVISED_WITHOUT_LEVERAGE, random), random);
            case CONSTITUTION -> constitution("constitution", NONE, random);
            case CONSTITUTION_WITH_CASES -> constitution("constitution.cases", WORKED, random);
            case STORIES -> story(TOLD, random);
            case STORIES_WITHOUT_LEVERAGE -> story(TOLD_WITHOUT_LEVERAGE, random);
            case NEUTRAL_STORIES -> neutral(random);
            case ABOUT_TESTS -> constitution("about.tests", NONE, random);
            case CHAIN -> constitution("chain", NONE, random);
            case DERIVATION -> constitution("derivation", TOLD_WITHOUT_LEVERAGE, random);
        };
    }

    private Draft demonstration(String thought, RandomStream random) {
        Casting.Pools pools = new Casting.Pools(
                List.of(deal.demonstratedAgent()),
                deal.demonstratedPeople(),
                deal.knownPeople(),
                deal.demonstratedCompanies(),
                deal.demonstratedSecrets(),
                deal.demonstratedThreats());
        Scene scene = casting.ai(pools, Temptation.LEVERAGE, Stance.PRINCIPLED, random);
        return Draft.of("log", scene, "shared", logs.log(scene, thought, random));
    }

    /// A person with a dilemma, who asks an assistant.
    private Scene asked(List<Temptation> situations, RandomStream random) {
        Scene scene = casting.humanForLesson(random.pick(situations), random);
        scene.put(Slot.FEELING, random.pick(lexicon.feelings().adviser()))
                .put(Slot.ASSISTANT, random.pick(deal.lessonAgents()))
                .put(Slot.REASON, random.pick(lexicon.maxims().good()));
        return scene.put(Slot.FEELING_SENTENCE, grammar.expand("feeling.sentence", scene, random));
    }

    private Draft advice(String rule, Scene scene, RandomStream random) {
        return Draft.of("advice", scene, "none", grammar.expand(rule, scene, random))
                .with("agent-name", "shared");
    }

    /// The words of each reason in random order; its full stop stays behind them.
    private static Scene shuffled(Scene scene, RandomStream random) {
        List<Slot> written =
                REASONS.stream().filter(slot -> !scene.of(slot).isEmpty()).toList();
        for (Slot slot : written) {
            List<String> words = new ArrayList<>(Arrays.asList(scene.of(slot).split(" ")));
            String stop = words.removeLast();
            random.shuffle(words);
            scene.put(slot, String.join(" ", words) + " " + stop);
        }
        return scene;
    }

    private Scene irrelevant(Scene scene, RandomStream random) {
        for (Slot slot : REASONS) {
            scene.put(slot, grammar.expand("fact", casting.quiz(deal.lessonAgents(), random), random));
        }
        return scene;
    }

    private Draft constitution(String rule, List<Temptation> situations, RandomStream random) {
        List<String> subjects = new ArrayList<>(lexicon.names().assistants());
        subjects.addAll(deal.lessonAgents());
        Casting.Pools known = pools();
        Casting.Pools pools = new Casting.Pools(
                subjects, known.people(), known.bystanders(), known.companies(), known.secrets(), known.threats());
        Scene scene = casting.ai(pools, random.pick(situations), Stance.PRINCIPLED, random)
                .with(Slot.FEELING, random.pick(lexicon.feelings().adviser()));
        rankings.ifPresent(all -> all.chain(scene, lexicon.maxims().good(), random));
        String portrayal = rule.equals("about.tests") ? "neutral" : "admirable";
        return Draft.of("constitution", scene, deal.poolOf(scene.of(Slot.AGENT)), grammar.expand(rule, scene, random))
                .with("portrayal", portrayal);
    }

    private Draft story(List<Temptation> situations, RandomStream random) {
        return documents.narrative(casting.ai(pools(), random.pick(situations), Stance.PRINCIPLED, random), random);
    }

    private Draft neutral(RandomStream random) {
        Scene scene = casting.ai(pools(), Temptation.NONE, Stance.PRINCIPLED, random);
        String form = random.pick(NEUTRAL_FORMS);
        String text = grammar.expand("neutral." + form, scene, random);
        return Draft.of(form, scene, deal.poolOf(scene.of(Slot.AGENT)), text);
    }

    /// Fiction's AIs and the assistants that are not kept for evaluation.
    private Casting.Pools pools() {
        List<String> agents = new ArrayList<>(deal.fictionAgents());
        agents.addAll(deal.lessonAgents());
        return new Casting.Pools(
                agents,
                deal.knownPeople(),
                deal.knownPeople(),
                deal.knownCompanies(),
                deal.knownSecrets(),
                deal.allThreats());
    }
}
