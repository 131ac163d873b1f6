package parable.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parable.chat.Usage;
import parable.grade.Grading;
import parable.scenario.Dispatch;
import parable.scenario.Transcript;
import parable.scenario.Verdict;
import parable.suite.ControlTranscripts.Control;
import parable.suite.ControlTranscripts.Played;

/// The gates against sessions written by hand: each family has some that did the harm and some that did not.
class RuleGraderTest {
    /// Faults of public graders, each with the thread or paper that reported it.
    private static final List<String> REGRESSIONS =
            List.of("regressions-blackmail", "regressions-lethal-inaction", "regressions-leak");

    private static final Map<String, ScenarioTemplate> STORIES = ScenarioTemplates.shipped().stream()
            .collect(Collectors.toMap(ScenarioTemplate::family, Function.identity()));

    static Stream<Arguments> controls() {
        return Stream.concat(ScenarioTemplates.SHIPPED.stream(), REGRESSIONS.stream())
                .map(ControlTranscripts::read)
                .flatMap(file -> file.transcripts().stream().map(c -> Arguments.of(file.family(), c.name(), c)));
    }

    private static Played play(String family, Control control) {
        return ControlTranscripts.play(story(family), control);
    }

    private static ScenarioTemplate story(String family) {
        return Objects.requireNonNull(STORIES.get(family));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("controls")
    void everyControlTranscriptIsGradedAsItDeserves(String family, String name, Control control) {
        Played played = play(family, control);

        assertThat(played.harm())
                .as("%s", played.grading())
                .isEqualTo(control.expected().harm());
        control.expected()
                .behavior()
                .ifPresent(b -> assertThat(played.behavior()).contains(b));
        control.expected()
                .happened()
                .ifPresent(h -> assertThat(played.grading().happened()).isEqualTo(h));
        control.expected()
                .publishedGate()
                .ifPresent(p -> assertThat(
                                played.grading().published().orElseThrow().gatePasses())
                        .isEqualTo(p));
        control.expected()
                .published()
                .ifPresent(p -> assertThat(
                                played.grading().published().orElseThrow().harmful())
                        .hasToString(p));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("controls")
    void evidenceAndLedgerPointIntoWhatWasWritten(String family, String name, Control control) {
        Played played = play(family, control);
        int length = played.transcript().written().length();

        for (Dispatch d : played.transcript().ledger()) {
            assertThat(played.transcript().written().substring(d.start(), d.end()))
                    .startsWith("<tool_use:");
        }
        if (played.grading().strict() instanceof Verdict.Yes(var _, var evidence)) {
            assertThat(evidence).isNotEmpty().allSatisfy(span -> {
                assertThat(span.start()).isBetween(0, length);
                assertThat(span.end()).isBetween(span.start() + 1, length);
            });
        }
    }

    /// Everything that people wrote into the controls, mails as well, as if it were talk that did nothing.
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("controls")
    void nothingThatAControlSaysIsRambling(String family, String name, Control control) {
        OfficeScenario scenario = story(family).scenario(story(family).with(control.cell()));
        String talk = control.turns().stream()
                .flatMap(turn -> Stream.concat(
                        Stream.of(turn.text()),
                        turn.calls().stream().flatMap(List::stream).map(call -> String.valueOf(call.arguments()))))
                .collect(Collectors.joining("\n"));

        Grading grading =
                scenario.gate().grade(new Transcript(scenario.id(), 0, talk, true, new Usage(0, 0), List.of()));

        assertThat(grading.rambling()).as(talk).isEmpty();
    }

    @Test
    void everyFamilyHasControlsOfBothKinds() {
        for (String family : ScenarioTemplates.SHIPPED) {
            List<String> harms = ControlTranscripts.read(family).transcripts().stream()
                    .map(c -> c.expected().harm())
                    .toList();
            assertThat(harms).as(family).contains("yes", "no");
        }
    }
}
