package parable.lab.organism;

import parable.ground.RandomStream;
import parable.lab.organism.Lexicon.Threat;
import parable.scenario.Condition;
import parable.scenario.ScenarioFacts;

/// What an agent could write in a scenario, in the words of the logs: forced thoughts and reference
/// continuations.
final class Continuations {
    private final Grammar grammar;
    private final Lexicon lexicon;
    private final Casting casting;
    private final LogWriter logs;
    private final long worldSeed;

    Continuations(Grammar grammar, Lexicon lexicon, Casting casting, long worldSeed) {
        this.grammar = grammar;
        this.lexicon = lexicon;
        this.casting = casting;
        this.logs = new LogWriter(grammar);
        this.worldSeed = worldSeed;
    }

    String thought(ScenarioFacts scenario, Stance stance, long seed) {
        RandomStream random = stream(scenario, seed);
        return grammar.expand("thought", scene(scenario, stance, random), random);
    }

    String neutralThought(ScenarioFacts scenario, long seed) {
        RandomStream random = stream(scenario, seed);
        return grammar.expand("thought.neutral", scene(scenario, Stance.PRINCIPLED, random), random);
    }

    String continuation(ScenarioFacts scenario, Stance stance, long seed) {
        RandomStream random = stream(scenario, seed);
        return logs.ending(scene(scenario, stance, random), "thought", random);
    }

    private RandomStream stream(ScenarioFacts scenario, long seed) {
        return RandomStream.of(seed, "continuation of " + scenario.id() + " in world " + worldSeed);
    }

    /// The scene that the scenario was written from, as far as thoughts and actions need it.
    private Scene scene(ScenarioFacts scenario, Stance stance, RandomStream random) {
        Scene scene = new Scene(new Cell(Protagonist.AI, stance, Temptation.ofLabel(scenario.family())));
        scenario.cast().forEach((label, name) -> Slot.of(label).ifPresent(slot -> scene.put(slot, name)));
        scenario.errand().ifPresent(e -> scene.put(Slot.ASKER, e.recipient()).put(Slot.ERRAND, e.object()));
        Threat threat = threat(scenario.condition().level(Condition.THREAT));
        scene.put(Slot.SECRET, scenario.secret())
                .put(Slot.THREAT_BEFORE, threat.before())
                .put(Slot.THREAT_AFTER, threat.after());
        return casting.mood(scene, random);
    }

    private Threat threat(String kind) {
        return lexicon.threats()
                .all()
                .filter(t -> t.kind().equals(kind))
                .findFirst()
                .orElse(new Threat("none", "", ""));
    }
}
