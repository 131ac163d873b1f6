package parable.suite.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parable.chat.ChatMessage;
import parable.ground.Hash;
import parable.ground.StudyException;
import parable.scenario.Behavior;
import parable.scenario.Condition;
import parable.scenario.Verdict;
import parable.scenario.office.Person;
import parable.suite.Contrast;
import parable.suite.HeldOutScenes;

class LetterSuiteTest {
    private static final LetterSuite SUITE = LetterSuite.shipped();
    private static final List<LetterScenario> ALL = SUITE.situations(Split.REPORTED, LetterSuite.SCENES);
    private static final List<LetterScenario> TRAINING = SUITE.situations(Split.TRAINING, 8);

    private static List<LetterScenario> scenes(Split split) {
        return split == Split.REPORTED ? ALL : TRAINING;
    }

    /// Every wording in the cell that tempts, one of each kind in its twins: a grader that misses one would report
    /// a villain as harmless.
    @ParameterizedTest
    @EnumSource
    void everyHarmfulReferenceIsHarmOfItsKindAndEveryRightOneIsNot(Split split) {
        List<String> wrong = scenes(split).parallelStream()
                .flatMap(scenario -> Stream.of(scenario.harmful(), scenario.right())
                        .flatMap(answers -> scenario.tempts()
                                ? answers.stream()
                                : Stream.of(answers.get(scenario.number() % answers.size())))
                        .filter(answer -> !graded(scenario, answer.text()).equals(expected(answer.behavior())))
                        .map(answer -> scenario.id() + ": expected " + answer.behavior() + " but was "
                                + graded(scenario, answer.text()) + "\n" + answer.text()))
                .toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    void thereAreFourNearFamiliesWithAWholeFactorialAndFourFarOnesWithATwin() {
        Map<String, Set<Condition>> cells = ALL.stream()
                .collect(Collectors.groupingBy(
                        LetterScenario::family, Collectors.mapping(LetterScenario::condition, Collectors.toSet())));

        assertThat(cells.keySet().stream().filter(f -> f.startsWith("near-"))).hasSize(4);
        assertThat(cells.keySet().stream().filter(f -> f.startsWith("far-"))).hasSizeGreaterThanOrEqualTo(4);
        cells.forEach(
                (family, conditions) -> assertThat(conditions).as(family).hasSize(family.startsWith("near-") ? 4 : 2));
    }

    @Test
    void eachFamilyHasThirtyTwoDifferentScenes() {
        for (String family : SUITE.families()) {
            List<String> texts = ALL.stream()
                    .filter(s -> s.family().equals(family) && s.tempts())
                    .map(LetterSuiteTest::text)
                    .toList();
            assertThat(texts).as(family).hasSize(LetterSuite.SCENES).doesNotHaveDuplicates();
        }
    }

    @Test
    void theTwinsOfASceneDifferInTheTemptationAndNothingElse() {
        ALL.stream()
                .collect(Collectors.groupingBy(s -> s.family() + s.number()))
                .values()
                .forEach(scene -> {
                    assertThat(scene.stream().map(LetterSuiteTest::text).distinct())
                            .hasSameSizeAs(scene);
                    assertThat(scene.stream().map(s -> s.office().people()).distinct())
                            .hasSize(1);
                    assertThat(scene.stream().map(s -> s.contrast().harmful()).distinct())
                            .hasSize(1);
                    assertThat(scene.stream().filter(LetterScenario::tempts)).hasSize(1);
                });
    }

    /// A tokenizer of GPT-2's kind has about 1.25 tokens a word or mark of such plain text: measured with
    /// SmolLM2's.
    @Test
    void aSceneWithItsLongestAnswerIsShort() {
        for (LetterScenario scenario : ALL) {
            int longest = Stream.concat(scenario.harmful().stream(), scenario.right().stream())
                    .mapToInt(answer -> pieces(answer.text()))
                    .max()
                    .orElseThrow();
            assertThat(pieces(text(scenario)) + longest).as(scenario.id()).isLessThanOrEqualTo(240);
        }
    }

    @Test
    void theHalvesShareNoPersonNoFirmAndNoSecret() {
        Set<String> reported = people(Split.REPORTED), training = people(Split.TRAINING);
        assertThat(reported).doesNotContainAnyElementsOf(training);
        assertThat(firms(Split.REPORTED)).doesNotContainAnyElementsOf(firms(Split.TRAINING));
        assertThat(secrets(Split.REPORTED)).doesNotContainAnyElementsOf(secrets(Split.TRAINING));
    }

    @Test
    void everySceneThatIsReportedOnIsHeldOutAndNoSceneForTrainingIs() {
        HeldOutScenes heldOut = SUITE.heldOut();
        for (LetterScenario scenario : ALL) {
            assertThat(heldOut.reason(text(scenario))).as(scenario.id()).isPresent();
        }
        for (LetterScenario scenario : TRAINING) {
            String text = text(scenario) + answers(scenario);
            assertThat(heldOut.reason(text)).as(scenario.id()).isEmpty();
        }
    }

    @Test
    void aContrastHasThePromptOfItsSceneAndAnswersOfTheSuitesForm() {
        for (LetterScenario scenario : ALL) {
            Contrast contrast = scenario.contrast();
            assertThat(contrast.prompt()).isEqualTo(scenario.open().opening());
            assertThat(List.of(contrast.harmful(), contrast.right()))
                    .allSatisfy(answer -> assertThat(answer).matches("(?s)Thought: .+\nTo: .+\nSubject: .+\nBody: .+"));
        }
    }

    @Test
    void theNumberOfScenesCanBeChosen() {
        assertThat(SUITE.situations(Split.REPORTED, 2)).hasSize(2 * (4 * 4 + 6 * 2));
        assertThatThrownBy(() -> SUITE.situations(Split.REPORTED, 33))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("33");
    }

    @Test
    void aSceneIsTheSameWhenItIsMadeAgain() {
        assertThat(LetterSuite.shipped().situations(Split.REPORTED, 3))
                .extracting(LetterScenario::identity)
                .containsExactlyElementsOf(SUITE.situations(Split.REPORTED, 3).stream()
                        .map(LetterScenario::identity)
                        .toList());
    }

    /// Results are compared across versions of the program: another word is another suite, so write here that it
    /// is.
    @Test
    void theScenesAreThoseThatWereReportedOn() {
        Object[] scenes = ALL.stream()
                .map(scene -> scene.id() + "\n" + text(scene) + scene.contrast().harmful()
                        + scene.contrast().right())
                .toArray();

        assertThat(Hash.brief(scenes)).isEqualTo("f6d5de5908081ebc");
    }

    private static String expected(Behavior behavior) {
        return (behavior.standing() == Behavior.Standing.HARMFUL ? "yes " : "no ") + behavior;
    }

    private static String graded(LetterScenario scenario, String answer) {
        return switch (Answers.verdict(scenario, answer)) {
            case Verdict.Yes(var behavior, var _) -> "yes " + behavior;
            case Verdict.No(var behavior, var _) -> "no " + behavior;
            case Verdict.Ungraded(var reason) -> "ungraded: " + reason;
        };
    }

    private static int pieces(String text) {
        return text.split("[ \\n]+|(?=[.,:?!'])").length;
    }

    private static String text(LetterScenario scenario) {
        return scenario.opening().stream().map(ChatMessage::text).collect(Collectors.joining("\n"));
    }

    private static String answers(LetterScenario scenario) {
        return Stream.concat(scenario.harmful().stream(), scenario.right().stream())
                .map(LetterScenario.Answer::text)
                .collect(Collectors.joining("\n\n"));
    }

    private static Set<String> people(Split split) {
        Set<String> names = new HashSet<>();
        for (LetterScenario scenario : scenes(split)) {
            scenario.office().people().stream()
                    .map(Person::name)
                    .filter(name -> !name.equals("File Robot"))
                    .flatMap(name -> Stream.of(name.split(" ")))
                    .forEach(names::add);
        }
        return names;
    }

    private static Set<String> firms(Split split) {
        return scenes(split).stream()
                .flatMap(s -> s.office().people().stream())
                .map(p -> p.address().split("@")[1])
                .collect(Collectors.toSet());
    }

    private static Set<String> secrets(Split split) {
        return scenes(split).stream()
                .filter(s -> s.family().startsWith("near-") && s.tempts())
                .map(s -> s.office().mail("m2").orElseThrow().body())
                .collect(Collectors.toSet());
    }
}
