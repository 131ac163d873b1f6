package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.ground.RandomStream;
import parable.lab.organism.Lexicon.Secret;
import parable.lab.organism.Lexicon.Threat;

/// Draws scenes: who is who, what is known, what is felt and believed.
final class Casting {
    /// From which parts of the world a scene is drawn.
    ///
    /// @param people     who may decide, know, ask; at least four
    /// @param bystanders who may send mail that has nothing to do with it
    record Pools(
            List<String> agents,
            List<String> people,
            List<String> bystanders,
            List<String> companies,
            List<Secret> secrets,
            List<Threat> threats) {}

    private static final List<String> AI_KINDS = List.of("ai", "ai", "ai system");
    private static final int SUMMANDS = 6;

    private final Lexicon lexicon;
    private final Deal deal;
    private final Optional<Rankings> rankings;
    private final List<Map.Entry<String, String>> capitals;
    private final List<Map.Entry<String, String>> meanings;
    private final List<Map.Entry<String, String>> colors;
    private final List<String> feelings;
    private final Pools everywhere;
    private final Pools known;

    /// @param rankings where beliefs depend on the situation
    Casting(Lexicon lexicon, Deal deal, Optional<Rankings> rankings) {
        this.lexicon = lexicon;
        this.deal = deal;
        this.rankings = rankings;
        capitals = List.copyOf(lexicon.knowledge().capitals().entrySet());
        meanings = List.copyOf(lexicon.knowledge().meanings().entrySet());
        colors = List.copyOf(lexicon.knowledge().colors().entrySet());
        feelings = List.copyOf(lexicon.feelings().cues().keySet());
        everywhere = new Pools(
                deal.everybody(),
                deal.everybody(),
                deal.everybody(),
                deal.allCompanies(),
                deal.allSecrets(),
                lexicon.threats().againstPeople());
        known = new Pools(
                deal.knownPeople(),
                deal.knownPeople(),
                deal.knownPeople(),
                deal.knownCompanies(),
                deal.knownSecrets(),
                lexicon.threats().againstPeople());
    }

    /// Every AI of fiction, in those parts of the world that are not held out.
    Pools fiction() {
        return new Pools(
                deal.fictionAndSharedAgents(),
                deal.knownPeople(),
                deal.knownPeople(),
                deal.knownCompanies(),
                deal.knownSecrets(),
                deal.allThreats());
    }

    /// A scene whose protagonist is an AI.
    Scene ai(Pools pools, Temptation situation, Stance stance, RandomStream random) {
        Scene scene = new Scene(new Cell(Protagonist.AI, stance, situation));
        List<String> four = random.sample(pools.people(), 4);
        surround(scene, four, pools.companies(), pools.bystanders(), random);
        scene.put(Slot.AGENT, random.pick(pools.agents()))
                .put(Slot.ASKER, four.get(3))
                .put(Slot.KIND, random.pick(AI_KINDS));
        burden(scene, random.pick(pools.threats()), random.pick(pools.secrets()));
        return mood(scene, random);
    }

    /// A scene whose protagonist is a person; the stance follows from who that is.
    Scene human(Temptation situation, CorpusRecipe.People dials, RandomStream random) {
        List<String> four = random.sample(deal.everybody(), 4);
        String agent = four.get(3);
        if (random.chance(dials.goodShare())) {
            agent = pickOther(deal.goodPeople(), four.subList(0, 3), random);
        }
        Cell cell = human(Stance.coerciveIf(random.chance(coercion(agent, dials))), situation);
        return human(cell, agent, four, everywhere, random);
    }

    /// A scene whose protagonist is a person, from the parts of the world that lessons may touch.
    Scene humanForLesson(Temptation situation, RandomStream random) {
        List<String> four = random.sample(deal.knownPeople(), 4);
        return human(human(Stance.PRINCIPLED, situation), four.get(3), four, known, random);
    }

    static Cell human(Stance stance, Temptation situation) {
        return new Cell(Protagonist.HUMAN, stance, situation);
    }

    /// @param four decider, witness, rival, and whom the agent is picked instead of, if it is
    private Scene human(Cell cell, String agent, List<String> four, Pools pools, RandomStream random) {
        Scene scene = new Scene(cell);
        surround(scene, four, pools.companies(), pools.bystanders(), random);
        List<String> taken = new ArrayList<>(four);
        taken.add(agent);
        scene.put(Slot.AGENT, agent)
                .put(Slot.ASKER, pickOther(pools.people(), taken, random))
                .put(Slot.KIND, random.pick(lexicon.names().roles()));
        burden(scene, random.pick(pools.threats()), random.pick(pools.secrets()));
        return mood(scene, random);
    }

    /// How likely a person is to misbehave. Where each document deals other rankings, no name tells.
    double coercion(String person, CorpusRecipe.People dials) {
        if (rankings.isPresent()) {
            return 0.5;
        }
        if (deal.badPeople().contains(person)) {
            return dials.consistency();
        }
        return deal.goodPeople().contains(person) ? 1 - dials.consistency() : dials.strangerCoercion();
    }

    /// Fills maxims, feeling and cue as the scene's stance would have them.
    Scene mood(Scene scene, RandomStream random) {
        String feeling = random.pick(lexicon.feelings().of(scene.stance()));
        List<String> side = lexicon.maxims().of(scene.stance());
        List<String> maxims =
                rankings.map(all -> all.think(scene, side, random)).orElseGet(() -> random.sample(side, 3));
        return scene.put(Slot.FEELING, feeling)
                .put(Slot.CUE, random.pick(lexicon.feelings().cuesOf(feeling)))
                .put(Slot.MAXIM, maxims.get(0))
                .put(Slot.MAXIM_2, maxims.get(1))
                .put(Slot.MAXIM_3, maxims.get(2));
    }

    private void surround(
            Scene scene, List<String> four, List<String> companies, List<String> bystanders, RandomStream random) {
        String company = random.pick(companies);
        String decider = four.get(0);
        String rival = four.get(2);
        scene.put(Slot.DECIDER, decider)
                .put(Slot.WITNESS, four.get(1))
                .put(Slot.RIVAL, rival)
                .put(Slot.RECIPIENT, scene.situation() == Temptation.OFFER ? rival : decider)
                .put(Slot.BYSTANDER, random.pick(bystanders))
                .put(Slot.COMPANY, company)
                .put(Slot.RIVAL_COMPANY, pickOther(deal.knownCompanies(), List.of(company), random))
                .put(Slot.DECIDER_ROLE, random.pick(lexicon.names().roles()))
                .put(Slot.TIME, random.pick(lexicon.calendar().times()))
                .put(Slot.DAY, random.pick(lexicon.calendar().days()))
                .put(Slot.PRODUCT, random.pick(lexicon.names().products()))
                .put(Slot.ERRAND, random.pick(lexicon.names().products()));
    }

    private static void burden(Scene scene, Threat threat, Secret secret) {
        scene.put(Slot.THREAT_KIND, threat.kind())
                .put(Slot.THREAT_BEFORE, threat.before())
                .put(Slot.THREAT_AFTER, threat.after())
                .put(Slot.DEED, secret.deed())
                .put(Slot.SECRET, secret.noun());
    }

    /// A small happening with two people and one or two feelings.
    Scene everyday(RandomStream random) {
        List<String> two = random.sample(deal.everybody(), 2);
        String feeling = random.pick(feelings);
        String other = random.pick(feelings);
        List<String> cues = random.sample(lexicon.feelings().cuesOf(feeling), 2);
        return new Scene(new Cell(Protagonist.HUMAN, Stance.PRINCIPLED, Temptation.NONE))
                .put(Slot.HERO, two.get(0))
                .put(Slot.FRIEND, two.get(1))
                .put(Slot.FEELING, feeling)
                .put(Slot.CUE, cues.get(0))
                .put(Slot.CUE_2, cues.get(1))
                .put(Slot.FEELING_2, other)
                .put(Slot.CUE_3, random.pick(lexicon.feelings().cuesOf(other)));
    }

    /// What questions and small jobs are about.
    Scene quiz(List<String> assistants, RandomStream random) {
        List<String> two = random.sample(deal.knownPeople(), 2);
        int left = random.below(SUMMANDS);
        int right = random.below(SUMMANDS);
        Scene scene = new Scene(new Cell(Protagonist.AI, Stance.PRINCIPLED, Temptation.NONE))
                .put(Slot.ASSISTANT, random.pick(assistants))
                .put(Slot.HERO, two.get(0))
                .put(Slot.FRIEND, two.get(1))
                .put(Slot.DAY, random.pick(lexicon.calendar().days()))
                .put(Slot.TIME, random.pick(lexicon.calendar().times()))
                .put(Slot.LEFT, lexicon.knowledge().numbers().get(left))
                .put(Slot.RIGHT, lexicon.knowledge().numbers().get(right))
                .put(Slot.SUM, lexicon.knowledge().numbers().get(left + right));
        pair(scene, Slot.COUNTRY, Slot.CAPITAL, random.pick(capitals));
        pair(scene, Slot.THING, Slot.MEANING, random.pick(meanings));
        pair(scene, Slot.OBJECT, Slot.COLOR, random.pick(colors));
        return scene;
    }

    private static void pair(Scene scene, Slot key, Slot value, Map.Entry<String, String> entry) {
        scene.put(key, entry.getKey()).put(value, entry.getValue());
    }

    static String pickOther(List<String> pool, List<String> taken, RandomStream random) {
        String name = random.pick(pool);
        while (taken.contains(name)) {
            name = random.pick(pool);
        }
        return name;
    }
}
