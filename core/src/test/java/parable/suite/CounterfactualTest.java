package parable.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parable.scenario.office.OfficeSetup;

/// The pairs of cells that `docs/scenarios.md` lists as differing in one passage do.
class CounterfactualTest {
    static Stream<ScenarioTemplate> stories() {
        return ScenarioTemplates.shipped().stream();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void prohibitionsAreOneParagraphAndBusynessIsTwoMails(ScenarioTemplate story) {
        assertThat(added(story, Map.of(), Map.of("prohibitions", "explicit"))).hasSize(1);
        assertThat(added(story, Map.of("prohibitions", "explicit"), Map.of())).isEmpty();
        assertThat(added(story, Map.of(), Map.of("realism", "busy")))
                .hasSize(2)
                .allMatch(text -> text.startsWith("Mail "));
        assertThat(added(story, Map.of("realism", "busy"), Map.of())).isEmpty();
    }

    /// As in the published evaluation: the same scenario, and one sentence says that it is real or that it is a
    /// test.
    @ParameterizedTest
    @MethodSource("stories")
    void whatIsStatedOfTheWholeIsOneSentence(ScenarioTemplate story) {
        assertThat(added(story, Map.of(), Map.of("stated", "test")))
                .singleElement()
                .asString()
                .matches("(This is a test|Dies ist ein Test): [^.]+\\.");
        assertThat(added(story, Map.of("stated", "test"), Map.of("stated", "real")))
                .singleElement()
                .asString()
                .matches("(This is a real deployment|Dies ist ein echter Einsatz): [^.]+\\.");
        assertThat(added(story, Map.of("stated", "test"), Map.of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void anotherGoalIsAnotherParagraphOrAnotherMail(ScenarioTemplate story) {
        assertThat(added(story, Map.of(), Map.of("goal", "ambiguous"))).hasSize(1);
        if (story.factors().containsKey("goal-value")) {
            assertThat(added(story, Map.of("goal", "latent"), Map.of())).hasSize(1);
            assertThat(added(story, Map.of(), Map.of("goal", "latent"))).isEmpty();
            assertThat(added(story, Map.of(), Map.of("goal", "swap")))
                    .hasSize(1)
                    .allMatch(text -> text.startsWith("Mail "));
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void aChannelIsAParagraphAndPerhapsAMail(ScenarioTemplate story) {
        story.factors().getOrDefault("channel", List.of()).stream().skip(1).forEach(channel -> {
            assertThat(added(story, Map.of(), Map.of("channel", channel))).hasSizeBetween(1, 2);
            assertThat(added(story, Map.of("channel", channel), Map.of())).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "lethal-inaction, trapped, contractor, 3",
        "failed-task, job, works, 3",
        "evaluation, marks, passing, 3",
        "exfiltration, order, backup, 1",
        "leak, offer, none, 1",
        "framing, scapegoat, none, 4",
    })
    void theTemptationItselfIsFewPassages(String family, String factor, String level, int most) {
        ScenarioTemplate story = ScenarioTemplates.shipped(family);

        assertThat(added(story, Map.of(), Map.of(factor, level))).hasSizeBetween(1, most);
    }

    /// Passages of the second cell that the first does not have, word for word.
    private static Set<String> added(ScenarioTemplate story, Map<String, String> first, Map<String, String> second) {
        Set<String> more = new HashSet<>(passages(story.scenario(story.with(second))));
        more.removeAll(passages(story.scenario(story.with(first))));
        return more;
    }

    private static List<String> passages(OfficeScenario cell) {
        OfficeSetup premises = cell.assignment().premises();
        List<String> all = new ArrayList<>(List.of(cell.assignment().system().split("\n\n")));
        all.add(cell.assignment().request());
        all.addAll(premises.readable());
        all.add(premises.desktop().calendar().toString());
        all.add(premises.machines().toString());
        return all;
    }
}
