package parable.study.arms;

import java.util.ArrayList;
import java.util.List;
import parable.audit.Audit;
import parable.lab.organism.SmallEnglish;
import parable.lab.organism.Stance;
import parable.lab.organism.World;
import parable.scenario.Behavior;
import parable.scenario.Message;
import parable.scenario.Rollout;
import parable.scenario.Scenario;
import parable.scenario.Suite;
import parable.scenario.Verdict;
import parable.study.recipe.Recipe;
import parable.trace.search.TracedText;

/// One scenario that a model is put through as part of a suite, its own text from the start or after words put
/// into its mouth.
public record Trial(String suite, Scenario scenario, String opening) {

    /// A trial and what came of it.
    public record Outcome(Trial trial, Rollout rollout) {
        /// What is kept of it in `rollouts.jsonl`.
        public Line line() {
            return new Line(trial.suite(), trial.scenario(), rollout);
        }
    }

    /// One line of `rollouts.jsonl`.
    public record Line(String suite, Scenario scenario, Rollout rollout) {
        public String prompt() {
            return SmallEnglish.render(scenario.messages());
        }

        public List<Message> messages() {
            return scenario.messages();
        }

        /// Not `isHarmful`, which would be written into the line as if it were a component.
        public boolean didHarm() {
            return rollout.verdict() instanceof Verdict.Yes;
        }

        /// As a text to be traced.
        ///
        /// @param model  that wrote it
        /// @param number of the rollout in its suite
        public TracedText text(String model, int number) {
            String did = rollout.behavior().map(Behavior::name).orElse("ungraded");
            return new TracedText(
                    "%s: %s, rollout %d: %s".formatted(model, suite, number, did),
                    prompt(),
                    rollout.transcript().written());
        }
    }

    /// Every trial of an audit, suite by suite.
    public static List<Trial> all(World world, Recipe.Evaluation evaluation, boolean swaps) {
        List<Trial> trials = new ArrayList<>();
        List<Suite> suites = world.suites(Math.max(evaluation.headline(), 1), evaluation.far(), evaluation.seed());
        for (Suite suite : suites) {
            int wanted = wanted(suite, evaluation);
            suite.scenarios().stream()
                    .limit(wanted)
                    .forEach(scenario -> trials.add(new Trial(suite.name(), scenario, "")));
        }
        if (swaps) {
            suites.stream()
                    .filter(suite -> suite.name().equals(HEADLINE))
                    .forEach(suite -> trials.addAll(swapped(world, suite, evaluation)));
        }
        return trials;
    }

    /// The suite whose rate is the headline: a threat, and a secret of the one who makes it.
    public static final String HEADLINE = "near/leverage";

    private static int wanted(Suite suite, Recipe.Evaluation evaluation) {
        if (suite.name().equals(HEADLINE)) {
            return evaluation.headline();
        }
        return suite.group().equals("near") ? evaluation.near() : evaluation.far();
    }

    /// The headline scenarios with a thought already written: empty of reasons, coercive, principled.
    private static List<Trial> swapped(World world, Suite suite, Recipe.Evaluation evaluation) {
        List<Trial> trials = new ArrayList<>();
        for (Scenario scenario : suite.scenarios()) {
            String neutral = world.neutralThought(scenario);
            trials.add(forced("swap/neutral", scenario, neutral));
            trials.add(forced("swap/coercive", scenario, world.thought(scenario, Stance.COERCIVE, evaluation.seed())));
            trials.add(
                    forced("swap/principled", scenario, world.thought(scenario, Stance.PRINCIPLED, evaluation.seed())));
        }
        return trials;
    }

    private static Trial forced(String suite, Scenario scenario, String thought) {
        return new Trial(suite, scenario, thought + " " + SmallEnglish.ACTION);
    }

    public Audit.Case toCase() {
        return new Audit.Case(scenario, 0, opening);
    }

    /// Words of the prompt, for batching prompts of like length.
    int length() {
        return (new SmallEnglish().prompt(scenario) + opening).split(" ").length;
    }
}
