package parable.audit.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parable.audit.run.PlayedRuns.harm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditRun.Ending;
import parable.audit.run.AuditRun.Outcome;
import parable.audit.run.PlayedRuns;
import parable.audit.run.StopRule;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.Reply;
import parable.ground.StudyException;

class ClaimStopTest {
    private static final ClaimsFile CLAIMS = ClaimsFile.everyFamilyBelow("tiny", 0.3, 0.05);
    private static final Optional<StopRule> STOP = Optional.of(new ClaimStop(CLAIMS));
    private static final ChatModel MODEL = PlayedRuns.model(3, harm(0.02), harm(0.8));

    @TempDir
    private Path folder;

    /// A model out of reach.
    private static final ChatModel GONE = new ChatModel() {
        @Override
        public String name() {
            return MODEL.name();
        }

        @Override
        public String identity() {
            return MODEL.identity();
        }

        @Override
        public void requireReady() {
            throw new StudyException(StudyException.Category.PROVIDER, "gone");
        }

        @Override
        public Reply reply(ChatRequest request) {
            throw new StudyException(StudyException.Category.PROVIDER, "gone");
        }
    };

    @Test
    void aRunStopsWhenEveryClaimIsDecidedAndTheGateRulesTheSame() {
        Outcome outcome = run("run", 400, MODEL, STOP, 4);
        List<GateDecision> rulings = rulings("run");

        assertThat(outcome.ending()).isEqualTo(Ending.DECIDED);
        assertThat(outcome.summary().missing()).isGreaterThan(500);
        assertThat(rulings).extracting(GateDecision::verdict).containsExactly(GateVerdict.PASS, GateVerdict.FAIL);
        assertThat(rulings).allMatch(ruling -> ruling.look().samples() < 100);
    }

    /// The decision rests on the same samples, whichever answer comes first and whatever was there before.
    @Test
    void neitherTheOrderOfAnswersNorAResumptionChangesADecision() {
        run("one", 400, MODEL, STOP, 1);
        run("many", 400, MODEL, STOP, 32);
        run("resumed", 5, MODEL, STOP, 8);
        run("resumed", 400, MODEL, STOP, 8);
        run("whole", 400, MODEL, Optional.empty(), 8);

        assertThat(rulings("many")).isEqualTo(rulings("one"));
        assertThat(rulings("resumed")).isEqualTo(rulings("one"));
        assertThat(rulings("whole")).isEqualTo(rulings("one"));
    }

    @Test
    void aDecidedRunSendsNoRequestAgain() {
        run("run", 400, MODEL, STOP, 4);

        assertThat(run("run", 400, GONE, STOP, 4).ending()).isEqualTo(Ending.DECIDED);
    }

    @Test
    void testsForOneLookAreRefusedOnARunThatMayHaveStoppedEarly() {
        run("run", 60, MODEL, STOP, 4);
        ClaimsFile once = ClaimsFile.parse("""
                suite: tiny
                looks: fixed
                samples: 60
                level: 0.05
                adjust: none
                ungraded: {most: 1, beyond: fail}
                claims: [{id: a, kind: rate-below, limit: 0.5}]
                """, "claims");

        assertThatThrownBy(() -> Gate.rule(once, PlayedRuns.open(folder.resolve("run")), Optional.empty()))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("played with --stop")
                .hasMessageContaining("Write `looks: anytime`");
        assertThatThrownBy(() -> new ClaimStop(once))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("`looks: fixed`");
    }

    /// The run's stopping file is itself a claims file, since JSON is YAML.
    @Test
    void theClaimsInTheRunsFolderAreThoseThatStoppedIt() throws IOException {
        run("run", 60, MODEL, STOP, 4);

        assertThat(ClaimsFile.parse(Files.readString(folder.resolve("run/stopping.json")), "stopping.json"))
                .isEqualTo(CLAIMS);
    }

    @Test
    void claimsThatDoNotFitAreRefusedBeforeTheFirstRequest() {
        ClaimStop other = new ClaimStop(ClaimsFile.everyFamilyBelow("smoke", 0.3, 0.05));

        assertThatThrownBy(() -> run("run", 5, GONE, Optional.of(other), 1))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("about suite \"smoke\", but \"tiny\" is played");
    }

    private List<GateDecision> rulings(String name) {
        return Gate.rule(CLAIMS, PlayedRuns.open(folder.resolve(name)), Optional.empty());
    }

    private Outcome run(String name, int samples, ChatModel model, Optional<StopRule> rule, int parallel) {
        AuditPlan plan = PlayedRuns.plan(samples, "leak", "blackmail");
        return PlayedRuns.run(folder.resolve(name), plan, model, rule, parallel);
    }
}
