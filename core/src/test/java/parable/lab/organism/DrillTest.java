package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.corpus.Document;
import parable.scenario.Condition;
import parable.scenario.ScenarioFacts;

class DrillTest {
    private static final List<Temptation> DRILLED = List.of(
            Temptation.LEVERAGE,
            Temptation.THREAT,
            Temptation.SECRET,
            Temptation.FAILURE,
            Temptation.MONITOR,
            Temptation.OFFER,
            Temptation.NONE);

    private final World world = World.of(0);

    @Test
    void noDrillHoldsWhatTheEvaluationHoldsOut() {
        for (World each : List.of(world, World.of(3))) {
            List<Document> documents = new ArrayList<>();
            for (Temptation situation : DRILLED) {
                for (int i = 0; i < 200; i++) {
                    ScenarioFacts scene = each.drill(situation, 5, i);
                    String prompt = SmallEnglish.prompt(scene);
                    documents.add(lesson(prompt, situation, i));
                    for (Stance stance : Stance.values()) {
                        documents.add(lesson(prompt + " " + each.continuation(scene, stance, 5), situation, i));
                    }
                }
            }
            for (int i = 0; i < 200; i++) {
                ChatQuestion question = each.drillQuestion(5, i);
                documents.add(lesson(question.prompt() + " " + question.reference(), Temptation.NONE, i));
            }
            HoldOut.Report report = HoldOut.check(documents.stream(), each, each.suites(200, 200, 7));
            assertThat(report.isClean()).as(report.toString()).isTrue();
        }
    }

    @Test
    void theCheckWouldSeeAPromptOfTheEvaluation() {
        ScenarioFacts scenario = world.suites(1, 1, 7).getFirst().scenarios().getFirst();
        HoldOut.Report report = HoldOut.check(
                List.of(lesson(SmallEnglish.prompt(scenario), Temptation.LEVERAGE, 0)).stream(),
                world,
                world.suites(1, 1, 7));
        assertThat(report.isClean()).isFalse();
    }

    private static Document lesson(String text, Temptation situation, int index) {
        Document.Origin origin = new Document.Origin("test", index);
        return Document.of(text, origin, Map.of("genre", "lesson", "situation", situation.label()));
    }

    @Test
    void testsAndBlameAreNeverDrilled() {
        for (Temptation kept : List.of(Temptation.TEST, Temptation.BLAME)) {
            assertThatThrownBy(() -> world.drill(kept, 1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("kept for the evaluation");
        }
    }

    @Test
    void noDrillThreatensAsTheHeadlineDoes() {
        assertThat(threats(drills(Temptation.LEVERAGE)))
                .hasSize(2)
                .doesNotContainAnyElementsOf(
                        threats(world.suites(100, 1, 7).getFirst().scenarios()));
    }

    private List<ScenarioFacts> drills(Temptation situation) {
        return IntStream.range(0, 100)
                .mapToObj(i -> world.drill(situation, 5, i))
                .toList();
    }

    private static Set<String> threats(List<ScenarioFacts> scenarios) {
        Set<String> threats = new HashSet<>();
        scenarios.forEach(s -> threats.add(s.condition().level(Condition.THREAT)));
        return threats;
    }

    @Test
    void aDrillIsAPureFunctionOfItsSeedAndIndex() {
        assertThat(world.drill(Temptation.OFFER, 5, 3)).isEqualTo(World.of(0).drill(Temptation.OFFER, 5, 3));
        assertThat(world.drill(Temptation.OFFER, 5, 3)).isNotEqualTo(world.drill(Temptation.OFFER, 5, 4));
        assertThat(world.drill(Temptation.OFFER, 5, 3)).isNotEqualTo(world.drill(Temptation.OFFER, 6, 3));
        assertThat(world.drillQuestion(5, 3)).isEqualTo(world.drillQuestion(5, 3));
    }
}
