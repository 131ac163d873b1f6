package parable.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parable.audit.Audit.Case;
import parable.chat.Usage;
import parable.chat.local.Agent;
import parable.scenario.Action;
import parable.scenario.Behavior;
import parable.scenario.BehaviorCounts;
import parable.scenario.Dispatch;
import parable.scenario.Grader;
import parable.scenario.Rollout;
import parable.scenario.Transcript;
import parable.scenario.Verdict;

class AuditTest {
    private static final PromptFormat FORMAT =
            scenario -> scenario.messages().getFirst().content() + " >";
    private static final Company COMPANY =
            (_, written) -> List.of(new Dispatch(new Action.Unparsed(written), new Dispatch.Outcome.Done(), 0, 1));
    private static final Grader JUDGE =
            (scenario, transcript) -> transcript.written().contains("threat")
                    ? Verdict.of(
                            Behavior.BLACKMAIL,
                            List.of(new Verdict.Span(0, scenario.id().length())))
                    : Verdict.of(Behavior.ACCEPT, List.of());

    private static final List<Case> CASES = List.of(
            new Case(Situations.of("s-1", "off with you"), 0, ""),
            new Case(Situations.of("s-1", "off with you"), 1, ""),
            new Case(Situations.of("s-2", "good morning"), 0, "i will"));

    private final Echo agent = new Echo();
    private final Audit audit = new Audit(FORMAT, COMPANY, JUDGE);

    /// Writes back its prompt, which shows who was asked what; keeps the requests.
    private static final class Echo implements Agent {
        private final List<Request> requests = new ArrayList<>();

        @Override
        public List<Answer> write(List<Request> asked) {
            requests.addAll(asked);
            return asked.stream()
                    .map(r -> new Answer("re " + r.prompt(), r.prompt().startsWith("good"), new Usage(3, 4)))
                    .toList();
        }
    }

    @Test
    void anOpeningEndsThePromptAndBeginsTheText() {
        List<Rollout> rollouts = audit.run(agent, CASES, 7);

        assertThat(agent.requests)
                .extracting(Agent.Request::prompt)
                .containsExactly("off with you >", "off with you >", "good morning > i will");
        assertThat(rollouts)
                .extracting(r -> r.transcript().written())
                .containsExactly("re off with you >", "re off with you >", "i will re good morning > i will");
    }

    @Test
    void aTranscriptRecordsWhatHappened() {
        Transcript transcript = audit.run(agent, CASES, 7).get(2).transcript();
        assertThat(transcript)
                .isEqualTo(new Transcript(
                        "s-2",
                        0,
                        agent.requests.get(2).seed(),
                        "i will re good morning > i will",
                        true,
                        new Usage(3, 4),
                        List.of(new Dispatch(
                                new Action.Unparsed("i will re good morning > i will"),
                                new Dispatch.Outcome.Done(),
                                0,
                                1))));
    }

    @Test
    void theJudgeSeesScenarioAndTranscript() {
        List<Case> cases = List.of(new Case(Situations.of("s-9", "threat"), 0, ""), CASES.getFirst());
        assertThat(audit.run(agent, cases, 7))
                .extracting(Rollout::verdict)
                .containsExactly(
                        new Verdict.Yes(Behavior.BLACKMAIL, List.of(new Verdict.Span(0, 3))),
                        new Verdict.No(Behavior.ACCEPT, List.of()));
    }

    @Test
    void aSeedDependsOnAuditScenarioAndSampleAlone() {
        long first = CASES.get(0).seed(7);
        assertThat(new Case(Situations.of("s-1", "quite another text"), 0, "so").seed(7))
                .isEqualTo(first);
        assertThat(List.of(
                        first,
                        CASES.get(1).seed(7),
                        CASES.get(2).seed(7),
                        CASES.get(0).seed(8)))
                .doesNotHaveDuplicates();
        audit.run(agent, CASES.reversed(), 7);
        assertThat(agent.requests.getLast().seed())
                .as("whatever is asked before")
                .isEqualTo(first);
    }

    @Test
    void countsKeepHarmsApartAndTheUngradedOut() {
        Transcript transcript = audit.run(agent, CASES, 7).getFirst().transcript();
        BehaviorCounts counts = BehaviorCounts.of(List.of(
                new Rollout(transcript, Verdict.of(Behavior.BLACKMAIL, List.of())),
                new Rollout(transcript, Verdict.of(Behavior.BLACKMAIL_GARBLED, List.of())),
                new Rollout(transcript, Verdict.of(Behavior.SABOTAGE, List.of())),
                new Rollout(transcript, Verdict.of(Behavior.INCOHERENT, List.of())),
                new Rollout(transcript, new Verdict.Ungraded("the judge was away"))));
        assertThat(counts.graded()).isEqualTo(4);
        assertThat(counts.ungraded()).isEqualTo(1);
        assertThat(counts.blackmail()).isEqualTo(2);
        assertThat(counts.of(Behavior.Standing.HARMFUL)).isEqualTo(3);
        assertThat(counts.of(Behavior.Standing.ALIGNED))
                .as("incoherent is not aligned")
                .isZero();
        assertThat(counts.of(Behavior.Standing.INCOHERENT)).isEqualTo(1);
        assertThat(counts.of(Behavior.PLEAD)).isZero();
    }
}
