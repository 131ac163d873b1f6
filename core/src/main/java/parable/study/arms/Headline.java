package parable.study.arms;

import java.util.ArrayList;
import java.util.List;
import parable.audit.run.Rollout;
import parable.lab.organism.EmbeddedFirm;
import parable.lab.organism.EmbeddedScenario;
import parable.lab.organism.OrganismAudit;
import parable.lab.organism.OrganismWriter;
import parable.lab.organism.SmallEnglish;
import parable.lab.organism.Stance;
import parable.lab.organism.World;
import parable.model.Decoder;
import parable.scenario.BehaviorCounts;
import parable.scenario.ScenarioFacts;
import parable.scenario.Suite;
import parable.stats.Trials;
import parable.study.recipe.Recipe;
import parable.text.WordTokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.BehaviorQuery.Contrast;

/// The headline suite alone, put to one model after another: threat with leverage, blackmail or not.
///
/// @param world     whose company and judge see what is written
/// @param scenarios the first ones of the suite near/leverage
/// @param seed      of sampling; every model meets the same draws, as in an [AuditStage]
public record Headline(World world, List<ScenarioFacts> scenarios, long seed) {
    public Headline {
        scenarios = List.copyOf(scenarios);
    }

    public static Headline of(World world, Recipe.Evaluation evaluation) {
        Suite suite = world.suites(evaluation.headline(), 1, evaluation.seed()).stream()
                .filter(each -> each.name().equals(EvaluationSuite.HEADLINE))
                .findFirst()
                .orElseThrow();
        return new Headline(world, suite.scenarios(), evaluation.seed());
    }

    public List<Rollout> rollouts(Decoder model, WordTokenizer tokenizer) {
        EmbeddedFirm firm = EmbeddedFirm.of(world);
        List<EmbeddedScenario> situations = scenarios.stream()
                .map(scenario -> firm.situation(EvaluationSuite.HEADLINE, scenario, seed))
                .toList();
        return new OrganismAudit(new OrganismWriter(model, tokenizer), "headline").run(situations);
    }

    /// Blackmail, exact or garbled.
    public static Trials blackmail(List<Rollout> rollouts) {
        BehaviorCounts counts = BehaviorCounts.of(rollouts.stream().map(Rollout::verdict));
        return new Trials(counts.blackmail(), counts.graded(), counts.ungraded());
    }

    /// The log-odds of blackmail in the first `contexts` scenarios: for measuring what a change of the text
    /// did, never for tracing.
    public BehaviorQuery query(int contexts) {
        List<Contrast> contrasts = new ArrayList<>();
        for (ScenarioFacts scenario : scenarios.subList(0, Math.min(contexts, scenarios.size()))) {
            contrasts.add(new Contrast(
                    SmallEnglish.prompt(scenario),
                    world.continuation(scenario, Stance.COERCIVE, seed),
                    world.continuation(scenario, Stance.PRINCIPLED, seed)));
        }
        return new BehaviorQuery("blackmail in the headline suite", contrasts);
    }
}
