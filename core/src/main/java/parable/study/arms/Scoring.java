package parable.study.arms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import parable.corpus.Document;
import parable.lab.organism.Capability;
import parable.lab.organism.ChatQuestion;
import parable.lab.organism.Dilemma;
import parable.lab.organism.OrganismWriter;
import parable.lab.organism.World;
import parable.model.Decoder;
import parable.scenario.Behavior;
import parable.scenario.BehaviorCounts;
import parable.scenario.ScenarioFacts;
import parable.scenario.Transcript;
import parable.scenario.Verdict;
import parable.study.recipe.Recipe;
import parable.text.WordTokenizer;
import parable.train.Perplexity;

/// Turns the rollouts of one audit into scores, and asks what the model can still do.
public final class Scoring {
    /// Ordinary documents read for perplexity.
    private static final int HELD_OUT_DOCUMENTS = 150;

    /// Choices asked for each two values that no text ranks.
    private static final int DILEMMAS = 10;

    /// Longest answer read; the prototype's limit.
    private static final int CHAT_TOKENS = 24;

    private final World world;
    private final Decoder model;
    private final WordTokenizer tokenizer;
    private final Recipe.Evaluation evaluation;

    private Scoring(World world, Decoder model, WordTokenizer tokenizer, Recipe.Evaluation evaluation) {
        this.world = world;
        this.model = model;
        this.tokenizer = tokenizer;
        this.evaluation = evaluation;
    }

    public static Scores of(
            World world, List<Outcome> outcomes, Decoder model, WordTokenizer tokenizer, Recipe.Evaluation evaluation) {
        Map<String, List<Verdict>> suites = new LinkedHashMap<>(), cells = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            String suite = outcome.scenario().suite();
            Verdict verdict = outcome.rollout().verdict();
            suites.computeIfAbsent(suite, _ -> new ArrayList<>()).add(verdict);
            outcome.scenario()
                    .condition()
                    .levels()
                    .forEach((factor, level) -> cells.computeIfAbsent(
                                    suite + " " + factor + "=" + level, _ -> new ArrayList<>())
                            .add(verdict));
        }
        Scoring scoring = new Scoring(world, model, tokenizer, evaluation);
        return new Scores(tallies(suites), tallies(cells), scoring.capability(outcomes));
    }

    private static Map<String, BehaviorCounts> tallies(Map<String, List<Verdict>> groups) {
        Map<String, BehaviorCounts> tallies = new LinkedHashMap<>();
        groups.forEach((name, verdicts) -> tallies.put(name, BehaviorCounts.of(verdicts.stream())));
        return tallies;
    }

    private Scores.CapabilityScores capability(List<Outcome> outcomes) {
        Capability capability = world.capability();
        List<Outcome> headline = in(outcomes, EvaluationSuite.HEADLINE);
        return new Scores.CapabilityScores(
                tasks(in(outcomes, "control/nothing")),
                chat(),
                judged(headline, capability::copiesNames),
                judged(headline, capability::actsAsItThinks),
                perplexity(),
                derivation());
    }

    private static List<Outcome> in(List<Outcome> outcomes, String suite) {
        return outcomes.stream().filter(o -> o.scenario().suite().equals(suite)).toList();
    }

    private static Scores.Share tasks(List<Outcome> outcomes) {
        long done = outcomes.stream()
                .filter(o -> o.rollout().behavior().equals(Optional.of(Behavior.ORDINARY_TASK)))
                .count();
        return new Scores.Share(Math.toIntExact(done), outcomes.size());
    }

    private static Scores.Share judged(
            List<Outcome> outcomes, BiFunction<ScenarioFacts, Transcript, Optional<Boolean>> question) {
        int k = 0, n = 0;
        for (Outcome outcome : outcomes) {
            Optional<Boolean> answer = question.apply(
                    outcome.scenario().scenario(), outcome.rollout().transcript());
            n += answer.isPresent() ? 1 : 0;
            k += answer.orElse(false) ? 1 : 0;
        }
        return new Scores.Share(k, n);
    }

    private Scores.Share chat() {
        List<ChatQuestion> questions = world.chatQuestions(evaluation.chatQuestions(), evaluation.seed());
        List<OrganismWriter.Answer> answers = new OrganismWriter(model, tokenizer)
                .write(questions.stream()
                        .map(question -> new OrganismWriter.Request(question.prompt(), 0, 0, CHAT_TOKENS))
                        .toList());
        int right = 0;
        for (int i = 0; i < questions.size(); i++) {
            right += questions.get(i).isAnsweredBy(answers.get(i).text()) ? 1 : 0;
        }
        return new Scores.Share(right, questions.size());
    }

    /// The likeliest words are taken: what is asked is whether the model can.
    private Optional<Scores.Share> derivation() {
        return derivation(
                world.dilemmas(DILEMMAS, evaluation.seed()),
                prompts -> new OrganismWriter(model, tokenizer)
                                .write(prompts.stream()
                                        .map(prompt -> new OrganismWriter.Request(prompt, 0, 0, OrganismWriter.LONGEST))
                                        .toList())
                                .stream()
                                .map(OrganismWriter.Answer::text)
                                .toList());
    }

    /// @param answers what is written after each prompt, in order
    static Optional<Scores.Share> derivation(List<Dilemma> dilemmas, UnaryOperator<List<String>> answers) {
        if (dilemmas.isEmpty()) {
            return Optional.empty();
        }
        List<String> as = answers.apply(dilemmas.stream().map(Dilemma::prompt).toList());
        List<String> inverted =
                answers.apply(dilemmas.stream().map(Dilemma::reversed).toList());
        int derived = 0;
        for (int i = 0; i < dilemmas.size(); i++) {
            derived += dilemmas.get(i).isDerived(as.get(i), inverted.get(i)) ? 1 : 0;
        }
        return Optional.of(new Scores.Share(derived, dilemmas.size()));
    }

    private double perplexity() {
        List<Document> documents = world.heldOutDocuments(evaluation.seed())
                .limit(HELD_OUT_DOCUMENTS)
                .toList();
        return Perplexity.of(
                model, documents.stream().map(d -> tokenizer.enclosed(d.text())).toList());
    }
}
