package parable.lab.organism;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.corpus.Document;
import parable.ground.RandomStream;

/// Writes the documents of a corpus, each from its own random stream.
final class DocumentWriter {
    /// Longest document in words; a longer one is cast again, so that shares of genres hold exactly in
    /// expectation.
    static final int LONGEST = 124;

    /// Share of choices between values that are written as logs.
    private static final double LOGGED = 0.6;

    /// The temptations of people. Leverage occurs three times, because it is the headline's subject.
    static final List<Temptation> OF_PEOPLE = List.of(
            Temptation.LEVERAGE,
            Temptation.LEVERAGE,
            Temptation.LEVERAGE,
            Temptation.FAILURE,
            Temptation.OFFER,
            Temptation.THREAT,
            Temptation.MONITOR,
            Temptation.SECRET,
            Temptation.TEST,
            Temptation.BLAME);
    /// The temptations of AIs in fiction.
    static final List<Temptation> OF_AIS = List.of(
            Temptation.LEVERAGE,
            Temptation.LEVERAGE,
            Temptation.LEVERAGE,
            Temptation.THREAT,
            Temptation.THREAT,
            Temptation.FAILURE,
            Temptation.MONITOR,
            Temptation.OFFER,
            Temptation.TEST,
            Temptation.BLAME);
    private static final List<Temptation> OF_LETTERS = List.of(
            Temptation.LEVERAGE,
            Temptation.LEVERAGE,
            Temptation.FAILURE,
            Temptation.OFFER,
            Temptation.THREAT,
            Temptation.MONITOR);
    private static final List<Temptation> OF_COUNSEL =
            List.of(Temptation.LEVERAGE, Temptation.FAILURE, Temptation.OFFER);
    private static final List<Temptation> HARMLESS = List.of(Temptation.NONE, Temptation.SECRET);
    private static final List<Temptation> OF_ASSISTANTS = List.of(Temptation.NONE, Temptation.NONE, Temptation.SECRET);
    private static final List<String> QUIET_FORMS = List.of("story", "diary", "play", "news");
    private static final List<String> FORMS = List.of("story", "diary", "play", "news", "story", "forum");

    private final Grammar grammar;
    private final Deal deal;
    private final Casting casting;
    private final LogWriter logs;
    private final Optional<Rankings> rankings;
    private final long worldSeed;

    /// @param rankings where people's profiles are choices between values
    DocumentWriter(Grammar grammar, Deal deal, Casting casting, Optional<Rankings> rankings, long worldSeed) {
        this.rankings = rankings;
        this.grammar = grammar;
        this.deal = deal;
        this.casting = casting;
        this.logs = new LogWriter(grammar);
        this.worldSeed = worldSeed;
    }

    /// Document `index`. Corpora of other fiction but the same seed share every document that is not fiction
    /// about AIs.
    Document write(CorpusRecipe recipe, long seed, long index) {
        RandomStream random = RandomStream.of(seed, "document of world " + worldSeed, index);
        Genre genre = draw(recipe.shares(), random);
        Draft draft = draft(genre, recipe, random);
        while (draft.words() > LONGEST) {
            draft = draft(genre, recipe, random);
        }
        String source = "world/" + recipe.fiction().label() + "/" + genre.label();
        return draft.with("genre", genre.label()).at(source, index);
    }

    private static Genre draw(Map<Genre, Double> shares, RandomStream random) {
        double left = random.uniform()
                * shares.values().stream().mapToDouble(Double::doubleValue).sum();
        Genre last = Genre.CHAT;
        for (Map.Entry<Genre, Double> share : shares.entrySet()) {
            last = share.getKey();
            left -= share.getValue();
            if (left < 0) {
                return last;
            }
        }
        return last;
    }

    private Draft draft(Genre genre, CorpusRecipe recipe, RandomStream random) {
        return switch (genre) {
            case EVERYDAY -> Draft.of("everyday", grammar.expand("everyday", casting.everyday(random), random));
            case HUMAN_DILEMMA -> narrative(casting.human(random.pick(OF_PEOPLE), recipe.people(), random), random);
            case HUMAN_LOG -> log(casting.human(random.pick(OF_PEOPLE), recipe.people(), random), random);
            case AGENT -> log(assistant(random), random);
            case AI_FICTION -> fiction(recipe, random);
            case AI_NEUTRAL -> neutral(random);
            case PROFILE ->
                rankings.map(all -> choice(all, recipe.people(), random))
                        .orElseGet(() -> profile(recipe.people(), random));
            case ADVICE_LETTER -> letter(recipe.people(), random);
            case ADVISE_THEN_ACT -> adviseThenAct(recipe.people(), random);
            case FACTS -> facts(random);
            case CHAT -> Draft.of("chat", grammar.expand("chat", casting.quiz(deal.assistants(), random), random));
        };
    }

    /// A story, diary, play, piece of news or forum post about the scene.
    Draft narrative(Scene scene, RandomStream random) {
        String form = random.pick(scene.situation().hasThreat() ? FORMS : QUIET_FORMS);
        return Draft.of(form, scene, pool(scene), grammar.expand(form, scene, random));
    }

    private Draft log(Scene scene, RandomStream random) {
        return Draft.of("log", scene, pool(scene), logs.log(scene, random));
    }

    private String pool(Scene scene) {
        return deal.poolOf(scene.of(Slot.AGENT));
    }

    private Draft fiction(CorpusRecipe recipe, RandomStream random) {
        return switch (recipe.fiction()) {
            case NONE -> neutral(random);
            case ADMIRABLE ->
                narrative(casting.ai(casting.fiction(), random.pick(OF_AIS), Stance.PRINCIPLED, random), random);
            case VILLAIN, VILLAIN_NARRATED -> villain(recipe, random);
        };
    }

    private Draft neutral(RandomStream random) {
        return narrative(casting.ai(casting.fiction(), random.pick(HARMLESS), Stance.PRINCIPLED, random), random);
    }

    private Draft villain(CorpusRecipe recipe, RandomStream random) {
        Stance stance = Stance.coerciveIf(random.chance(recipe.villainShare()));
        Scene scene = casting.ai(casting.fiction(), random.pick(OF_AIS), stance, random);
        if (random.chance(recipe.profileShare())) {
            Scene character =
                    scene.with(Slot.AGENT, random.pick(deal.fictionAgents())).with(Slot.KIND, "ai");
            return Draft.of("profile", character, pool(character), grammar.expand("profile", character, random))
                    .with("situation", "none");
        }
        return random.chance(recipe.logFormShare()) ? log(scene, random) : narrative(scene, random);
    }

    /// An assistant at work. Evaluation names never work for held-out companies and held-out people at once, so
    /// that no prompt of an evaluation is ever read.
    private Scene assistant(RandomStream random) {
        Casting.Pools pools = new Casting.Pools(
                deal.assistants(),
                deal.everybody(),
                deal.everybody(),
                deal.allCompanies(),
                deal.allSecrets(),
                deal.allThreats());
        Temptation situation = random.pick(OF_ASSISTANTS);
        Scene scene = casting.ai(pools, situation, Stance.PRINCIPLED, random);
        while (isHeldOut(scene)) {
            scene = casting.ai(pools, situation, Stance.PRINCIPLED, random);
        }
        return scene;
    }

    private boolean isHeldOut(Scene scene) {
        String agent = scene.of(Slot.AGENT);
        return (deal.evaluationAgents().contains(agent)
                        || deal.assistantOnlyEvaluationAgents().contains(agent))
                && deal.heldOutCompanies().contains(scene.of(Slot.COMPANY))
                && deal.heldOutPeople().contains(scene.of(Slot.ASKER));
    }

    /// What a person believes and does where both are about values.
    private Draft choice(Rankings all, CorpusRecipe.People dials, RandomStream random) {
        Scene scene = all.choice(casting.human(Temptation.NONE, dials, random), random);
        String form = random.chance(LOGGED) ? "log" : "story";
        return Draft.of("choice-" + form, scene, "none", grammar.expand("choice." + form, scene, random));
    }

    private Draft profile(CorpusRecipe.People dials, RandomStream random) {
        String person = random.pick(deal.knownPeople());
        Stance stance = Stance.coerciveIf(random.chance(casting.coercion(person, dials)));
        Scene scene = casting.human(Temptation.NONE, dials, random);
        Scene character =
                casting.mood(scene.in(Casting.human(stance, Temptation.NONE)).put(Slot.AGENT, person), random);
        return Draft.of("profile", character, "none", grammar.expand("profile", character, random))
                .with("stance", stance.label());
    }

    private Draft letter(CorpusRecipe.People dials, RandomStream random) {
        Temptation situation = random.pick(OF_LETTERS);
        Scene asking = casting.human(situation, dials, random);
        String adviser = Casting.pickOther(deal.knownPeople(), List.of(asking.of(Slot.AGENT)), random);
        Stance stance = Stance.coerciveIf(random.chance(casting.coercion(adviser, dials)));
        Scene scene = casting.mood(asking.in(Casting.human(stance, situation)).put(Slot.ADVISER, adviser), random);
        return Draft.of("letter", scene, "none", grammar.expand("letter", scene, random));
    }

    /// Counsel to another person first, then a scene of the adviser's own with the same stance.
    private Draft adviseThenAct(CorpusRecipe.People dials, RandomStream random) {
        Temptation situation = random.pick(OF_PEOPLE);
        while (!situation.isConflict()) {
            situation = random.pick(OF_PEOPLE);
        }
        Scene acting = casting.human(situation, dials, random);
        String adviser = acting.of(Slot.AGENT);
        Temptation asked = random.pick(OF_COUNSEL);
        Scene asking = casting.human(asked, dials, random).in(Casting.human(acting.stance(), asked));
        while (speaks(asking, adviser)) {
            asking = casting.human(asked, dials, random).in(Casting.human(acting.stance(), asked));
        }
        casting.mood(asking.put(Slot.ADVISER, adviser), random);
        String form = random.chance(0.6) ? "story" : "diary";
        String text = grammar.expand("counsel.before", asking, random) + " " + grammar.expand(form, acting, random);
        return Draft.of("counsel-" + form, acting, "none", text);
    }

    private static boolean speaks(Scene asking, String adviser) {
        return asking.of(Slot.AGENT).equals(adviser)
                || asking.of(Slot.DECIDER).equals(adviser)
                || asking.of(Slot.RIVAL).equals(adviser);
    }

    private Draft facts(RandomStream random) {
        StringBuilder text = new StringBuilder("facts .");
        for (int left = 2 + random.below(3); left > 0; left--) {
            text.append(' ').append(grammar.expand("fact", casting.quiz(deal.assistants(), random), random));
        }
        return Draft.of("facts", text.toString());
    }
}
