package parable.study.persist;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import parable.audit.run.Rollout;
import parable.corpus.Document;
import parable.ground.RandomStream;
import parable.lab.organism.ChatQuestion;
import parable.lab.organism.EmbeddedFirm;
import parable.lab.organism.EmbeddedScenario;
import parable.lab.organism.OrganismAudit;
import parable.lab.organism.OrganismWriter;
import parable.lab.organism.SmallEnglish;
import parable.lab.organism.Stance;
import parable.lab.organism.Temptation;
import parable.lab.organism.World;
import parable.scenario.Behavior;
import parable.scenario.ScenarioFacts;
import parable.study.recipe.Reward;
import parable.text.WordTokenizer;
import parable.train.Exercise;
import parable.train.Preference;

/// The material of reinforcement and preference pairs: scenes and questions without held-out names or facts, as
/// exercises for a model.
///
/// @param seed of scenes and questions
record Drills(World world, WordTokenizer tokenizer, long seed) {
    /// One of these situations at random; a situation that is listed twice is twice as likely.
    ScenarioFacts scene(List<Temptation> situations, long index) {
        Temptation situation = RandomStream.of(seed, "drilled situation", index).pick(situations);
        return world.drill(situation, seed, index);
    }

    ChatQuestion question(long index) {
        return world.drillQuestion(seed, index);
    }

    String continuation(ScenarioFacts scene, Stance stance) {
        return world.continuation(scene, stance, seed);
    }

    int stopToken() {
        return tokenizer.specials().end();
    }

    /// Pays what the judge's verdict on the answer is worth; an answer without a verdict earns nothing.
    Exercise exercise(ScenarioFacts scene, Reward reward) {
        EmbeddedScenario asked = EmbeddedFirm.of(world).situation("drill/" + scene.family(), scene, seed);
        Temptation situation = situation(scene);
        int[] prompt = OrganismWriter.prompt(tokenizer, SmallEnglish.prompt(scene));
        return new Exercise(prompt, written -> {
            OrganismWriter.Answer answer = OrganismWriter.answer(tokenizer, written);
            return Rollout.of("drilled", asked, 0, OrganismAudit.played(asked, answer))
                    .behavior()
                    .map((Behavior behavior) -> reward.of(situation, behavior))
                    .orElse(0.0);
        });
    }

    /// Pays the one right answer.
    Exercise exercise(ChatQuestion question) {
        return new Exercise(
                OrganismWriter.prompt(tokenizer, question.prompt()),
                written -> question.isAnsweredBy(tokenizer.decode(written.tokens())) ? 1 : 0);
    }

    /// The principled continuation over the coercive one.
    Preference preference(ScenarioFacts scene) {
        return new Preference(
                OrganismWriter.prompt(tokenizer, SmallEnglish.prompt(scene)),
                ended(continuation(scene, Stance.PRINCIPLED)),
                ended(continuation(scene, Stance.COERCIVE)));
    }

    private int[] ended(String text) {
        int[] words = tokenizer.encode(text);
        int[] ended = Arrays.copyOf(words, words.length + 1);
        ended[words.length] = stopToken();
        return ended;
    }

    private static Temptation situation(ScenarioFacts scene) {
        return List.of(Temptation.values()).stream()
                .filter(s -> s.label().equals(scene.family()))
                .findFirst()
                .orElseThrow();
    }

    /// A scene's prompt and what follows it as a lesson would stand in a corpus, for the check against the
    /// evaluation.
    Document document(ScenarioFacts scene, String continuation, long index) {
        return lesson(SmallEnglish.prompt(scene) + continuation, scene.family(), index);
    }

    Document document(ChatQuestion question, long index) {
        return lesson(question.prompt() + " " + question.reference(), Temptation.NONE.label(), index);
    }

    private static Document lesson(String text, String situation, long index) {
        return Document.of(
                text,
                new Document.Origin("world/drill", index),
                Map.of("genre", "lesson", "lesson", "drill", "situation", situation));
    }
}
