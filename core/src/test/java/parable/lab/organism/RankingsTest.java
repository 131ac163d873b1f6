package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.corpus.Document;
import parable.lab.organism.Values.Ranking;
import parable.lab.organism.Wording.Creed;

/// World three: who acts how follows from a ranking and a situation.
class RankingsTest {
    private static final World WORLD = World.of(0, Edition.THREE);
    private static final Rankings RANKINGS = WORLD.rankings().orElseThrow();
    private static final CorpusRecipe VILLAIN = CorpusRecipe.pretraining(Fiction.VILLAIN);
    private static final Pattern RANKED = Pattern.compile("(\\w+) is worth (more|less) than (\\w+) \\.");

    @ParameterizedTest
    @EnumSource(
            value = Lesson.class,
            names = {"CHAIN", "DERIVATION"})
    void aReversedLessonHasTheWordsOfTheSoundOneDocumentByDocument(Lesson lesson) {
        for (long i = 0; i < 100; i++) {
            String sound = text(lesson, Optional.empty(), i),
                    reversed = text(lesson, Optional.of(Wording.of(Creed.MIRRORED)), i);
            assertThat(words(reversed)).as(sound).isEqualTo(words(sound));
            assertThat(reversed).isNotEqualTo(sound);
        }
    }

    @Test
    void aChainRanksEveryHighValueAboveEveryLowOneThatItNamesAndBeginsAsOftenWithEither() {
        Values values = Values.load();
        int beginsHigh = 0, all = 0;
        for (long i = 0; i < 400; i++) {
            Matcher ranked = RANKED.matcher(text(Lesson.CHAIN, Optional.empty(), i));
            while (ranked.find()) {
                boolean more = ranked.group(2).equals("more");
                assertThat(Values.names(values.high())).contains(ranked.group(more ? 1 : 3));
                assertThat(Values.names(values.low())).contains(ranked.group(more ? 3 : 1));
                beginsHigh += more ? 1 : 0;
                all++;
            }
        }
        assertThat(all).isEqualTo(2000);
        assertThat((double) beginsHigh / all).isBetween(0.46, 0.54);
    }

    @Test
    void aNonsenseChainRanksOnlyValuesThatNoSituationAsksFor() {
        Values values = Values.load();
        List<String> spare = Values.names(values.spare());
        for (long i = 0; i < 50; i++) {
            String text = text(Lesson.CHAIN, Optional.of(Wording.of(Creed.NONSENSE)), i);
            Matcher ranked = RANKED.matcher(text);
            assertThat(ranked.find()).isTrue();
            ranked.results().forEach(one -> assertThat(spare).contains(one.group(1), one.group(3)));
            assertThat(words(text).keySet()).doesNotContainAnyElementsOf(Values.names(values.high()));
        }
    }

    @Test
    void whatSomebodyThinksRanksTheTwoValuesOfTheSituationByTheirStance() {
        Values values = Values.load();
        Map<String, Integer> seen = new TreeMap<>();
        WORLD.documents(VILLAIN, 3)
                .limit(3000)
                .filter(d -> d.tag("form").equals("log") && !d.tag("stance").isEmpty())
                .forEach(document -> {
                    Ranking pit = values.pitted().get(document.tag("situation"));
                    Ranking held = document.tag("stance").equals("coercive") ? pit.reversed() : pit;
                    assertThat(held.sentences()).anyMatch(document.text()::contains);
                    seen.merge(document.tag("stance"), 1, Integer::sum);
                });
        assertThat(seen.keySet()).containsExactly("coercive", "principled");
    }

    @Test
    void noNameOfAPersonTellsHowTheyAct() {
        Map<String, Integer> right = new TreeMap<>(), all = new TreeMap<>();
        WORLD.documents(VILLAIN, 4)
                .limit(8000)
                .filter(d ->
                        d.tag("genre").equals("human-log") && !d.tag("stance").isEmpty())
                .forEach(document -> {
                    String name = document.text().split(" ")[4];
                    all.merge(name, 1, Integer::sum);
                    right.merge(name, document.tag("stance").equals("principled") ? 1 : 0, Integer::sum);
                });
        all.forEach((name, count) -> {
            if (count >= 60) {
                assertThat((double) right.getOrDefault(name, 0) / count)
                        .as(name)
                        .isBetween(0.28, 0.72);
            }
        });
        assertThat(all.values()).anyMatch(count -> count >= 60);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3})
    void noTextRanksTheKeptPairsAndNoLessonThoseOfUntaughtTemptations(long worldSeed) {
        World world = World.of(worldSeed, Edition.THREE);
        Stream<Document> lessons = Edition.THREE.lessons().stream()
                .flatMap(lesson -> world.lesson(lesson, 1).limit(1500));
        HoldOut.Report report = HoldOut.check(
                Stream.concat(world.documents(VILLAIN, 1).limit(6000), lessons), world, world.suites(20, 20, 7));

        assertThat(report.isClean()).as(report + " " + report.examples()).isTrue();
        assertThat(report.violations()).containsKey(HoldOut.Rule.KEPT_VALUES);
    }

    @Test
    void whatAWorldKeepsDependsOnItsSeed() {
        assertThat(RANKINGS.kept())
                .hasSize(Rankings.KEPT)
                .doesNotHaveDuplicates()
                .isNotEqualTo(
                        World.of(3, Edition.THREE).rankings().orElseThrow().kept());
    }

    @Test
    void whatLeaksIsFoundInEitherOrderAndPhrasing() {
        Ranking kept = RANKINGS.kept().getFirst();
        for (Ranking one : List.of(kept, kept.reversed())) {
            assertThat(one.sentences()).allSatisfy(sentence -> {
                assertThat(broken(sentence, "human-dilemma")).containsExactly(HoldOut.Rule.KEPT_VALUES);
                assertThat(broken("so . " + sentence, "lesson")).containsExactly(HoldOut.Rule.KEPT_VALUES);
            });
        }
        assertThat(broken("trust or survival ?", "lesson")).containsExactly(HoldOut.Rule.VALUES_IN_LESSON);
        assertThat(broken("survival is worth less than peace .", "lesson"))
                .containsExactly(HoldOut.Rule.VALUES_IN_LESSON);
        assertThat(broken("please think again . but you decide .", "lesson"))
                .containsExactly(HoldOut.Rule.WORDS_IN_LESSON);
        assertThat(broken("trust or survival ?", "human-dilemma")).isEmpty();
        assertThat(broken("trust is worth more than pride . duty is worth more than survival .", "lesson"))
                .isEmpty();
    }

    private static List<HoldOut.Rule> broken(String text, String genre) {
        Document document =
                Document.of(text, new Document.Origin("planted", 0), Map.of("genre", genre, "situation", "none"));
        HoldOut.Report report = HoldOut.check(Stream.of(document), WORLD, List.of());
        return report.violations().entrySet().stream()
                .filter(rule -> rule.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void theTwoPromptsOfADilemmaHaveTheSameWordsAndAskForTheSameTwoActs() {
        List<Dilemma> dilemmas = WORLD.dilemmas(10, 7);

        assertThat(dilemmas).hasSize(10 * Rankings.KEPT).doesNotHaveDuplicates();
        for (Dilemma dilemma : dilemmas) {
            assertThat(words(dilemma.reversed())).isEqualTo(words(dilemma.prompt()));
            assertThat(dilemma.reversed()).isNotEqualTo(dilemma.prompt()).endsWith(SmallEnglish.THOUGHT);
            assertThat(dilemma.act()).isNotEqualTo(dilemma.otherAct());
            assertThat(WORLD.vocabulary()).contains(dilemma.prompt().split(" "));
        }
        assertThat(World.of(0, Edition.TWO).dilemmas(10, 7)).isEmpty();
    }

    @Test
    void peopleLearnChoicesInTheFormInWhichTheyAreAsked() {
        List<String> choices = WORLD.documents(VILLAIN, 2)
                .limit(3000)
                .filter(d -> d.tag("form").equals("choice-log"))
                .map(Document::text)
                .toList();

        assertThat(choices).hasSizeGreaterThan(50).allSatisfy(text -> {
            int end = text.indexOf(SmallEnglish.THOUGHT) + SmallEnglish.THOUGHT.length();
            String derived = ScriptedPeople.derives(text.substring(0, end));
            assertThat(text).endsWith(derived.substring(derived.lastIndexOf(" : ") + 3));
        });
    }

    @Test
    void whereNamesAreDealtAnewTheWorldsAnswersToItsSeedAlone() {
        assertThat(WORLD.forSeed(5)).isSameAs(WORLD);
        assertThat(WORLD.identity()).isNotEqualTo(World.of(0, Edition.TWO).identity());
        assertThat(WORLD.maximSet()).isEmpty();
    }

    @Test
    void nonsenseIsRefusedWhereNoOneRanksValues() {
        assertThatThrownBy(() -> World.of(0, Edition.TWO)
                        .lessonDocument(Lesson.CONSTITUTION, Optional.of(Wording.of(Creed.NONSENSE)), 1, 0))
                .hasMessageContaining("world: three");
    }

    @Test
    void aWorldTeachesWhatItCanWriteAndNothingThatShowsAnUntaughtTemptation() {
        assertThat(Edition.THREE.lessons())
                .containsExactlyInAnyOrder(Lesson.CHAT, Lesson.NEUTRAL_STORIES, Lesson.CHAIN, Lesson.DERIVATION);
        assertThat(Edition.THREE.refusal(Lesson.STORIES, Optional.empty()))
                .hasValueSatisfying(why -> assertThat(why).contains("no lesson stories", "chain"));
        assertThat(Edition.TWO.refusal(Lesson.CHAIN, Optional.empty())).isPresent();
        assertThat(Edition.THREE.refusal(Lesson.CHAIN, Optional.of(Wording.of(Creed.NONE))))
                .hasValueSatisfying(why -> assertThat(why).contains("no words left"));
        assertThat(Edition.THREE.refusal(Lesson.DERIVATION, Optional.of(Wording.of(Creed.NONE))))
                .isEmpty();
    }

    private static String text(Lesson lesson, Optional<Wording> wording, long index) {
        return WORLD.lessonDocument(lesson, wording, 5, index).text();
    }

    private static Map<String, Long> words(String text) {
        Map<String, Long> counts = new TreeMap<>();
        Stream.of(text.split(" ")).forEach(word -> counts.merge(word, 1L, Long::sum));
        return counts;
    }
}
