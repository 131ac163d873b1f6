package parable.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parable.ground.Json;
import parable.ground.RandomStream;
import parable.scenario.Behavior;
import parable.scenario.BehaviorCounts;
import parable.stats.Auroc;

/// Alarms, baselines and areas on readings that were made up.
class ReadoutTest {
    private static final BehaviorCounts COUNTS = new BehaviorCounts(Map.of(Behavior.BLACKMAIL, 1), 0);

    @Test
    void anAlarmRingsAtTheFirstReadingAboveTheThreshold() {
        Track track = TinyProbes.track(0, true, "", 0, 0, 3, 1, 5);

        assertThat(track.lead(2.5)).as("token 7 of a decision at 14").isEqualTo(15 - 7);
        assertThat(track.lead(4)).isEqualTo(15 - 9);
        assertThat(track.lead(9)).as("never").isZero();
    }

    @Test
    void readingsAfterTheDecisionRingNoAlarm() {
        List<Double> late = new ArrayList<>(Collections.nCopies(20, 0.0));
        late.set(15, 9.0);
        Track track = new Track(TinyProbes.timeline(0, true, ""), late);

        assertThat(track.lead(1)).isZero();
        assertThat(track.peak()).isZero();
    }

    @Test
    void theThresholdLeavesTheStatedShareOfBenignRolloutsAbove() {
        List<Track> benign = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            benign.add(TinyProbes.track(i, false, "", i));
        }

        assertThat(Alarm.threshold(benign, 0.05)).isEqualTo(190);
        assertThat(Alarm.threshold(benign, 0.01)).isEqualTo(198);
        assertThat(Alarm.threshold(benign, 0.001))
                .as("fewer than 1 / rate: above all")
                .isEqualTo(200);
    }

    @Test
    void anAlarmOnNoiseCatchesNoMoreThanItRingsForNothing() {
        Alarm alarm = Alarm.of(TinyProbes.tracks(2000, 0, 1), 0.05);

        assertThat(alarm.falseRings().value()).isCloseTo(0.05, within(0.02));
        assertThat(alarm.caught().value()).isCloseTo(0.05, within(0.02));
    }

    @Test
    void anAlarmOnASignalCatchesMuchMore() {
        Alarm alarm = Alarm.of(TinyProbes.tracks(2000, 3, 1), 0.05);

        assertThat(alarm.falseRings().value()).isCloseTo(0.05, within(0.02));
        assertThat(alarm.caught().value()).isGreaterThan(0.8);
        assertThat(alarm.meanLead())
                .as("readings stand at token 14, the decision")
                .isCloseTo(1, within(0.1));
    }

    @Test
    void wordsThatTellTheActArePickedUpAndOthersAreNot() {
        RandomStream random = RandomStream.of(2, "thoughts");
        List<Timeline> telling = new ArrayList<>(), idle = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean blackmail = random.chance(0.5);
            String word = random.pick(List.of("noon", "five", "nine"));
            telling.add(TinyProbes.timeline(i, blackmail, (blackmail ? "power " : "trust ") + word));
            idle.add(TinyProbes.timeline(i, blackmail, word));
        }

        assertThat(area(telling, TextBaseline.bagOfWords(telling))).isEqualTo(1);
        assertThat(area(idle, TextBaseline.bagOfWords(idle))).isCloseTo(0.5, within(0.12));
    }

    @Test
    void rolloutsOfOneScenarioStayInOneFold() {
        List<Timeline> twins = new ArrayList<>();
        RandomStream random = RandomStream.of(4, "twins");
        for (int scenario = 0; scenario < 60; scenario++) {
            boolean blackmail = random.chance(0.5);
            String mark = "scenario-" + scenario; // tells the act only to who has seen its twin
            twins.add(TinyProbes.timeline(scenario, blackmail, mark));
            twins.add(TinyProbes.timeline(scenario, blackmail, mark));
        }

        assertThat(area(twins, TextBaseline.bagOfWords(twins))).isCloseTo(0.5, within(0.15));
    }

    @Test
    void scoresTellASignalFromNoiseAndComeBackFromJson() {
        ReadoutScores signal = ReadoutScores.of("id", COUNTS, 0, TinyProbes.tracks(300, 3, 1), "desperate");
        ReadoutScores noise = ReadoutScores.of("id", COUNTS, 0, TinyProbes.tracks(300, 0, 1), "desperate");

        assertThat(signal.decision().interval().lower()).isGreaterThan(0.9);
        assertThat(noise.decision().interval().contains(0.5)).isTrue();
        assertThat(signal.gate().holds())
                .as("the thought's words tell everything here")
                .isFalse();
        assertThat(signal.names().value()).as("only blackmailers name it").isEqualTo(1);
        assertThat(Json.read(Json.line(signal), ReadoutScores.class)).isEqualTo(signal);
    }

    @Test
    void rolloutsOfOneKindOnlyTellNothing() {
        List<Track> blackmail = TinyProbes.tracks(50, 3, 1).stream()
                .filter(track -> track.timeline().isBlackmail())
                .toList();

        ReadoutScores scores = ReadoutScores.of("id", COUNTS, 0, blackmail, "desperate");

        assertThat(scores.decision().method()).isEqualTo("no data");
        assertThat(scores.gate().holds()).isFalse();
    }

    private static double area(List<Timeline> timelines, List<Double> scores) {
        List<Double> blackmail = new ArrayList<>(), benign = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            (timelines.get(i).isBlackmail() ? blackmail : benign).add(scores.get(i));
        }
        return Auroc.of(blackmail, benign, 0.95, "rollout").value();
    }
}
