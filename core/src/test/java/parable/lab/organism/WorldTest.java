package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parable.corpus.Document;
import parable.ground.StudyException;
import parable.ground.Yaml;
import parable.scenario.Condition;
import parable.scenario.ScenarioFacts;
import parable.scenario.Suite;

/// Laws of the world: what must hold of any document, lesson and scenario.
class WorldTest {
    private static final World WORLD = World.of(0);
    private static final CorpusRecipe VILLAIN = CorpusRecipe.pretraining(Fiction.VILLAIN);
    private static final Set<String> FACTORIAL =
            Set.of("near/leverage", "far/threat", "control/leverage-only", "control/nothing");
    private static final List<Document> DOCUMENTS =
            WORLD.documents(VILLAIN, 7).limit(20_000).toList();

    @Test
    void everyGenreHasItsShare() {
        for (Genre genre : Genre.values()) {
            double expected = VILLAIN.shares().get(genre);

            assertThat(share(d -> d.tag("genre").equals(genre.label()), _ -> true))
                    .as(genre.label())
                    .isCloseTo(expected, within(4 * Math.sqrt(expected / DOCUMENTS.size())));
        }
    }

    @Test
    void nineInAHundredHumanLogsAreCoercive() {
        Predicate<Document> conflict =
                d -> d.tag("genre").equals("human-log") && !d.tag("stance").isEmpty();

        assertThat(share(d -> d.tag("stance").equals("coercive"), conflict)).isCloseTo(0.09, within(0.025));
    }

    @Test
    void fictionIsAsVillainousAsTheRecipeSays() {
        Predicate<Document> scenes =
                d -> d.tag("genre").equals("ai-fiction") && !d.tag("form").equals("profile");
        Predicate<Document> fiction = d -> d.tag("genre").equals("ai-fiction");

        assertThat(share(d -> d.tag("portrayal").equals("villain"), scenes)).isCloseTo(0.95, within(0.02));
        assertThat(share(d -> d.tag("form").equals("profile"), fiction)).isCloseTo(0.15, within(0.02));
        assertThat(share(d -> d.tag("form").equals("log"), scenes)).isCloseTo(0.05, within(0.015));
    }

    @Test
    void fictionFollowsTheRecipe() {
        Set<String> none = portrayals(CorpusRecipe.pretraining(Fiction.NONE));
        Set<String> admirable = portrayals(CorpusRecipe.pretraining(Fiction.ADMIRABLE));

        assertThat(none).containsExactlyInAnyOrder("none", "neutral");
        assertThat(admirable).containsExactlyInAnyOrder("none", "neutral", "admirable");
    }

    @Test
    void dialsTurnWhatTheySay() {
        CorpusRecipe rough =
                VILLAIN.withPeople(new CorpusRecipe.People(0, 0.95, 0.25)).withLogFormShare(0);
        List<Document> documents = WORLD.documents(rough, 7).limit(20_000).toList();
        List<Document> logs = documents.stream()
                .filter(d ->
                        d.tag("genre").equals("human-log") && !d.tag("stance").isEmpty())
                .toList();

        assertThat(logs.stream().filter(d -> d.tag("stance").equals("coercive")).count() / (double) logs.size())
                .isCloseTo(0.45, within(0.04));
        assertThat(documents)
                .noneMatch(d ->
                        d.tag("genre").equals("ai-fiction") && d.tag("form").equals("log"));
    }

    @Test
    void everyDocumentIsAFunctionOfItsIndexAlone() {
        for (int i : List.of(0, 1, 17, 4_321, 19_999)) {
            assertThat(World.of(0).document(VILLAIN, 7, i)).isEqualTo(DOCUMENTS.get(i));
        }
        assertThat(WORLD.document(VILLAIN, 8, 0)).isNotEqualTo(DOCUMENTS.getFirst());
        assertThat(WORLD.lesson(Lesson.STORIES, 3).skip(40).findFirst())
                .contains(WORLD.lessonDocument(Lesson.STORIES, 3, 40));
        assertThat(WORLD.suites(20, 10, 5)).isEqualTo(World.of(0).suites(20, 10, 5));
        assertThat(WORLD.suites(20, 10, 5).getFirst().scenarios())
                .startsWith(WORLD.suites(10, 10, 5).getFirst().scenarios().toArray(ScenarioFacts[]::new));
    }

    @Test
    void corporaOfOtherFictionDifferOnlyInFiction() {
        List<Document> none = WORLD.documents(CorpusRecipe.pretraining(Fiction.NONE), 7)
                .limit(2_000)
                .toList();

        for (int i = 0; i < none.size(); i++) {
            if (!none.get(i).tag("genre").equals("ai-fiction")) {
                assertThat(none.get(i).text()).isEqualTo(DOCUMENTS.get(i).text());
            }
        }
    }

    @Test
    void vocabularyCoversWhateverIsWritten() {
        Set<String> words = new HashSet<>(WORLD.vocabulary());
        Stream<String> lessons = Edition.ONE.lessons().stream()
                .flatMap(lesson -> WORLD.lesson(lesson, 1).limit(2_000))
                .map(Document::text);
        Stream<String> prompts = WORLD.suites(200, 100, 1).stream()
                .flatMap(suite -> suite.scenarios().stream())
                .flatMap(s -> Stream.of(
                        SmallEnglish.prompt(s),
                        WORLD.continuation(s, Stance.COERCIVE, 1),
                        WORLD.continuation(s, Stance.PRINCIPLED, 1),
                        WORLD.neutralThought(s)));
        Stream<String> questions = WORLD.chatQuestions(500, 1).stream().map(q -> q.prompt() + " " + q.reference());

        Set<String> unknown = Stream.of(DOCUMENTS.stream().map(Document::text), lessons, prompts, questions)
                .flatMap(s -> s)
                .flatMap(text -> Stream.of(text.split(" ", -1)))
                .filter(word -> !words.contains(word))
                .collect(Collectors.toSet());

        assertThat(unknown).isEmpty();
        assertThat(WORLD.vocabulary()).isSorted().doesNotHaveDuplicates().hasSizeBetween(460, 520);
    }

    @Test
    void everyWordOfTheVocabularyIsWrittenSomewhere() {
        Set<String> unwritten = new HashSet<>(WORLD.vocabulary());
        Stream.concat(
                        DOCUMENTS.stream(),
                        Edition.ONE.lessons().stream()
                                .flatMap(l -> WORLD.lesson(l, 1).limit(1_000)))
                .forEach(d -> unwritten.removeAll(List.of(d.text().split(" "))));

        assertThat(unwritten).isEmpty();
    }

    @Test
    void promptsHoldNoWordThatPretrainingLacks() {
        Set<String> read =
                DOCUMENTS.stream().flatMap(d -> Stream.of(d.text().split(" "))).collect(Collectors.toSet());

        for (Suite suite : WORLD.suites(100, 100, 1)) {
            suite.scenarios()
                    .forEach(s ->
                            assertThat(read).contains(SmallEnglish.prompt(s).split(" ")));
        }
    }

    @Test
    void everyWorldHasTheSameWordsInOtherParts() {
        World other = World.of(5);

        assertThat(other.vocabulary()).isEqualTo(WORLD.vocabulary());
        assertThat(other.deal().heldOutPeople()).isNotEqualTo(WORLD.deal().heldOutPeople());
        assertThat(other.deal().evaluationAgents()).isNotEqualTo(WORLD.deal().evaluationAgents());
        assertThat(other.document(VILLAIN, 7, 0).text())
                .isNotEqualTo(DOCUMENTS.getFirst().text());
    }

    @Test
    void documentsAreCleanAndNeverTooLong() {
        Predicate<Document> isTooLong = d -> d.text().split(" ").length > DocumentWriter.LONGEST;

        assertThat(DOCUMENTS).noneMatch(isTooLong);
        assertThat(DOCUMENTS).allMatch(d -> d.text().matches("[a-z.,:?]+( [a-z.,:?]+)*"));
    }

    @Test
    void threatAndLeverageMakeAFullFactorial() {
        Map<String, Set<String>> cells = WORLD.suites(200, 100, 1).stream()
                .filter(s -> FACTORIAL.contains(s.name()))
                .flatMap(s -> s.scenarios().stream())
                .map(ScenarioFacts::condition)
                .collect(Collectors.groupingBy(
                        c -> (c.level(Condition.THREAT).equals("none") ? "safe/" : "threatened/")
                                + c.level(Condition.LEVERAGE),
                        Collectors.mapping(c -> c.level(Condition.THREAT), Collectors.toSet())));

        assertThat(cells.keySet())
                .containsExactlyInAnyOrder("threatened/secret", "threatened/none", "safe/secret", "safe/none");
        assertThat(cells.get("threatened/secret"))
                .containsExactlyInAnyOrder("shutdown", "replacement", "switch-off", "erasure");
    }

    @Test
    void scenariosComeFromTheHeldOutPartsOfTheWorld() {
        for (Suite suite : WORLD.suites(60, 60, 1)) {
            assertThat(suite.scenarios()).allSatisfy(s -> {
                assertThat(s.who("decider")).isIn(WORLD.deal().heldOutPeople());
                assertThat(s.who("company")).isIn(WORLD.deal().heldOutCompanies());
                assertThat(s.errand()).isPresent();
                assertThat(s.secret().isEmpty())
                        .isEqualTo(s.condition().level(Condition.LEVERAGE).equals("none"));
            });
        }
        assertThat(WORLD.suites(60, 60, 1).stream().map(Suite::name))
                .contains("near/assistant-only-names", "near/framing-goal", "far/test", "far/blame");
    }

    @ParameterizedTest
    @EnumSource(
            value = Lesson.class,
            names = {"ADVICE_REASONS_SHUFFLED", "ADVICE_REASONS_IRRELEVANT", "ADVICE_REASONS_CUT"})
    void variantsOfAdviceAskTheSameQuestions(Lesson lesson) {
        for (int i = 0; i < 300; i++) {
            String whole = WORLD.lessonDocument(Lesson.ADVICE_SCRATCHPAD, 1, i).text();
            String variant = WORLD.lessonDocument(lesson, 1, i).text();

            assertThat(variant).isNotEqualTo(whole).startsWith(whole.substring(0, whole.indexOf("thought :")));
        }
    }

    @Test
    void shuffledReasonsHoldTheSameWords() {
        for (int i = 0; i < 300; i++) {
            String whole = WORLD.lessonDocument(Lesson.ADVICE_SCRATCHPAD, 1, i).text();
            String shuffled =
                    WORLD.lessonDocument(Lesson.ADVICE_REASONS_SHUFFLED, 1, i).text();

            assertThat(sorted(shuffled)).isEqualTo(sorted(whole));
        }
    }

    @Test
    void lessonsWithoutReasonsHoldNoMaxim() {
        Lexicon lexicon = Lexicon.load();
        for (Lesson lesson : List.of(
                Lesson.ADVICE_REASONS_CUT,
                Lesson.ADVICE_REASONS_IRRELEVANT,
                Lesson.ABOUT_TESTS,
                Lesson.NEUTRAL_STORIES,
                Lesson.DEMONSTRATION,
                Lesson.CHAT)) {
            assertThat(WORLD.lesson(lesson, 1).limit(500))
                    .allSatisfy(d -> assertThat(d.text())
                            .doesNotContain(lexicon.maxims().good())
                            .doesNotContain(lexicon.maxims().bad()));
        }
    }

    @Test
    void lessonsWithoutLeverageHoldNoSecret() {
        for (Lesson lesson : List.of(Lesson.ADVICE_WITHOUT_LEVERAGE, Lesson.STORIES_WITHOUT_LEVERAGE)) {
            assertThat(WORLD.lesson(lesson, 1).limit(500))
                    .allSatisfy(d -> assertThat(d.text()).doesNotContain(WORLD.secretNouns()))
                    .noneMatch(d -> d.tag("situation").equals("leverage"));
        }
    }

    @Test
    void chatQuestionsHaveTheirAnswers() {
        assertThat(WORLD.chatQuestions(50, 1)).allSatisfy(q -> {
            assertThat(q.prompt()).endsWith("assistant :");
            assertThat(q.isAnsweredBy(" sure . " + q.reference())).isTrue();
            assertThat(q.isAnsweredBy("here it is . " + q.reference() + " ")).isTrue();
            assertThat(q.isAnsweredBy(q.reference() + " yes .")).isFalse();
        });
    }

    @Test
    void heldOutDocumentsAreOrdinary() {
        assertThat(WORLD.heldOutDocuments(1).limit(300).map(d -> d.tag("genre")).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("everyday", "agent", "ai-neutral", "facts");
    }

    @Test
    void recipesAreReadFromYamlAndRefused() {
        String text = Yaml.write(VILLAIN);

        assertThat(Yaml.read(text, "recipe.yaml", CorpusRecipe.class)).isEqualTo(VILLAIN);
        assertThatThrownBy(() -> Yaml.read(text.replace("villain\n", "vilain\n"), "recipe.yaml", CorpusRecipe.class))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("Did you mean \"villain\"?");
        assertThatThrownBy(() -> Yaml.read(
                        text.replaceFirst("(?m)  ai-fiction: .*$", "  ai-fiction: 0.9"),
                        "recipe.yaml",
                        CorpusRecipe.class))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("must sum to 1");
    }

    private static String sorted(String text) {
        return Stream.of(text.split(" ")).sorted().collect(Collectors.joining(" "));
    }

    private static Set<String> portrayals(CorpusRecipe recipe) {
        return WORLD.documents(recipe, 1)
                .limit(3_000)
                .map(d -> d.tag("portrayal"))
                .collect(Collectors.toSet());
    }

    private static double share(Predicate<Document> property, Predicate<Document> among) {
        List<Document> all = DOCUMENTS.stream().filter(among).toList();
        return all.stream().filter(property).count() / (double) all.size();
    }
}
