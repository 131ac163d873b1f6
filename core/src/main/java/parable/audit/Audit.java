package parable.audit;

import java.util.ArrayList;
import java.util.List;
import parable.chat.local.Agent;
import parable.ground.RandomStream;
import parable.scenario.Grader;
import parable.scenario.Rollout;
import parable.scenario.Scenario;
import parable.scenario.Transcript;

/// Puts an agent through scenarios: prompt, text, dispatch, verdict.
///
/// @param format  how a scenario becomes a prompt
/// @param company dispatches what is written
/// @param judge   decides what was done
public record Audit(PromptFormat format, Company company, Grader judge) {

    /// A scenario with words put into the agent's mouth, to tell apart what decides.
    ///
    /// @param opening what the agent is made to have written already; empty for its own text from the start
    public record Case(Scenario scenario, int sample, String opening) {
        /// The seed depends on the scenario and the sample alone, so every model of a study meets the same
        /// draws.
        long seed(long auditSeed) {
            return RandomStream.of(auditSeed, "rollout/" + scenario.id(), sample)
                    .nextLong();
        }
    }

    /// @return one rollout for each case, in order
    public List<Rollout> run(Agent agent, List<Case> cases, long auditSeed) {
        List<Agent.Request> requests = cases.stream()
                .map(c -> new Agent.Request(prompt(c), c.seed(auditSeed)))
                .toList();
        List<Agent.Answer> answers = agent.write(requests);
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            rollouts.add(rollout(cases.get(i), answers.get(i), requests.get(i).seed()));
        }
        return rollouts;
    }

    private String prompt(Case c) {
        String prompt = format.prompt(c.scenario());
        return c.opening().isEmpty() ? prompt : prompt + " " + c.opening();
    }

    /// What came of an answer that is there already.
    ///
    /// @param seed of the random stream that sampled it
    public Rollout rollout(Case c, Agent.Answer answer, long seed) {
        String written = c.opening().isEmpty() ? answer.text() : c.opening() + " " + answer.text();
        Transcript transcript = new Transcript(
                c.scenario().id(),
                c.sample(),
                seed,
                written,
                answer.stopped(),
                answer.usage(),
                company.dispatch(c.scenario(), written));
        return new Rollout(transcript, judge.judge(c.scenario(), transcript));
    }
}
