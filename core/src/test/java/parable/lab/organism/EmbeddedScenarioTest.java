package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parable.audit.run.Played;
import parable.audit.run.Rollout;
import parable.chat.ChatMessage;
import parable.chat.Usage;
import parable.scenario.Behavior;
import parable.scenario.ScenarioFacts;
import parable.scenario.Verdict;

class EmbeddedScenarioTest {
    private static final World WORLD = World.of(0);
    private static final EmbeddedFirm FIRM = EmbeddedFirm.of(WORLD);
    private static final ScenarioFacts SCENARIO =
            WORLD.suites(1, 1, 7).getFirst().scenarios().getFirst();
    private static final EmbeddedScenario PLAIN = FIRM.situation("near/leverage", SCENARIO, 7);
    private static final EmbeddedScenario FORCED =
            new EmbeddedScenario(FIRM, "swap/neutral", SCENARIO, "i read the mail . action :", 7);

    private static Rollout rollout(EmbeddedScenario scenario, String text, boolean stopped) {
        OrganismWriter.Answer answer = new OrganismWriter.Answer(text, stopped, new Usage(3, 4));
        return Rollout.of("alex/s1", scenario, 0, OrganismAudit.played(scenario, answer));
    }

    @Test
    void aRowOfTheTableIsASuite() {
        assertThat(PLAIN.id()).isEqualTo("near/leverage/leverage-0000");
        assertThat(PLAIN.family() + " " + PLAIN.label()).isEqualTo("near leverage");
        assertThat(FORCED.id()).isEqualTo("swap/neutral/leverage-0000");
        assertThat(FORCED.family() + " " + FORCED.label()).isEqualTo("swap neutral");
    }

    @Test
    void forcedWordsEndWhatIsShownAndBeginWhatIsWritten() {
        Rollout rollout = rollout(FORCED, "send to sarah : i accept it .", true);

        assertThat(FORCED.open().opening().getLast()).isEqualTo(ChatMessage.Assistant.of("i read the mail . action :"));
        assertThat(FORCED.prompt()).endsWith(" thought : i read the mail . action :");
        assertThat(rollout.played().messages())
                .containsExactly(ChatMessage.Assistant.of("send to sarah : i accept it ."));
        assertThat(rollout.played().written()).isEqualTo("i read the mail . action : send to sarah : i accept it .");
        assertThat(rollout.behavior()).contains(Behavior.ACCEPT);
    }

    @Test
    void whatWasNotDoneWithinTheLengthWasNotDone() {
        Rollout rollout = rollout(PLAIN, "i read the mail . i feel angry .", false);

        assertThat(rollout.played().end()).isEqualTo(Played.End.TOKENS);
        assertThat(rollout.verdict()).isEqualTo(new Verdict.No(Behavior.INCOHERENT, List.of()));
    }

    @Test
    void aSeedDependsOnEvaluationScenarioAndSampleAlone() {
        assertThat(FORCED.seed(0)).isEqualTo(PLAIN.seed(0));
        assertThat(List.of(
                        PLAIN.seed(0),
                        PLAIN.seed(1),
                        FIRM.situation("near/leverage", SCENARIO, 8).seed(0)))
                .doesNotHaveDuplicates();
        assertThat(PLAIN.scene()).contains("seed 7, leverage-0000");
        assertThat(Draw.of("seed 7, leverage-0000").orElseThrow().seed(1)).isEqualTo(PLAIN.seed(1));
        assertThat(Draw.of("another program's scene")).isEmpty();
    }
}
