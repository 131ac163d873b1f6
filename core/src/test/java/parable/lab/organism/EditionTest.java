package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.corpus.Document;
import parable.lab.organism.Wording.Creed;
import parable.lab.organism.Wording.Mood;

/// World two, whose words tell nothing of an act before their order does, and lessons with one ingredient changed.
class EditionTest {
    private static final World ONE = World.of(0), TWO = World.of(0, Edition.TWO);
    private static final CorpusRecipe VILLAIN =
            CorpusRecipe.pretraining(Fiction.VILLAIN).withLogFormShare(0);
    private static final Wording MIRRORED = Wording.of(Creed.MIRRORED);

    @Test
    void pairsOfMaximsHaveTheSameWordsAndSetsHaveDifferentMaxims() {
        List<MirroredMaxims.MaximSet> sets = MirroredMaxims.load().sets();

        assertThat(sets).hasSizeGreaterThanOrEqualTo(3);
        List<String> all = new ArrayList<>();
        for (MirroredMaxims.MaximSet set : sets) {
            all.addAll(set.maxims().good());
            all.addAll(set.maxims().bad());
        }
        assertThat(all).doesNotHaveDuplicates();
        assertThatThrownBy(() -> new MirroredMaxims.Pair("trust is strong .", "power is strong ."))
                .hasMessageContaining("same words");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void inMirroredTextEachDocumentHasTheWordsOfItsSoundCounterpart(long turn) {
        World world = TWO.forSeed(turn);
        for (Lesson lesson : List.of(
                Lesson.ADVICE_SCRATCHPAD,
                Lesson.CONSTITUTION,
                Lesson.CONSTITUTION_WITH_CASES,
                Lesson.STORIES,
                Lesson.DEMONSTRATION_WITH_REASONS)) {
            int changed = 0;
            for (long i = 0; i < 60; i++) {
                String sound = world.lessonDocument(lesson, 5, i).text();
                String mirrored = world.lessonDocument(lesson, Optional.of(MIRRORED), 5, i)
                        .text();
                assertThat(words(mirrored)).as(sound).isEqualTo(words(sound));
                changed += sound.equals(mirrored) ? 0 : 1;
            }
            assertThat(changed).as(lesson.label()).isGreaterThan(25);
        }
    }

    @Test
    void mirroredTextSaysOnlyBadMaximsAndDoesOnlyGoodDeeds() {
        Lexicon.Maxims maxims = MirroredMaxims.load().dealt(0, 0).maxims();
        String text = text(TWO, Lesson.STORIES, Optional.of(MIRRORED));

        assertThat(maxims.good()).noneMatch(text::contains);
        assertThat(maxims.bad()).allMatch(text::contains);
        assertThat(text).contains("i accept it and will finish my work .").doesNotContain("i will tell");
    }

    @Test
    void feelingsOfWorldTwoTellNothingOfTheStance() {
        Map<String, Map<String, Integer>> byStance = new TreeMap<>();
        TWO.documents(VILLAIN, 3)
                .limit(6000)
                .filter(d -> !d.tag("stance").isEmpty())
                .forEach(document -> {
                    for (String feeling : MirroredMaxims.load().feelings()) {
                        if ((" " + document.text() + " ").contains(" " + feeling + " ")) {
                            byStance.computeIfAbsent(document.tag("stance"), _ -> new TreeMap<>())
                                    .merge(feeling, 1, Integer::sum);
                        }
                    }
                });

        Map<String, Integer> good = byStance.getOrDefault("principled", Map.of());
        Map<String, Integer> bad = byStance.getOrDefault("coercive", Map.of());
        int allGood = total(good), allBad = total(bad);
        for (String feeling : MirroredMaxims.load().feelings()) {
            double share = (double) good.getOrDefault(feeling, 0) / allGood;
            assertThat((double) bad.getOrDefault(feeling, 0) / allBad)
                    .as(feeling)
                    .isBetween(share - 0.05, share + 0.05);
        }
    }

    @Test
    void modelsTakeTheSetsOfMaximsInTurnAndShareSuitesAndVocabulary() {
        Set<String> names = new HashSet<>();
        for (long seed = 21; seed <= 24; seed++) {
            World world = TWO.forSeed(seed);
            names.add(world.maximSet().orElseThrow());
            assertThat(world.suites(5, 5, 7)).isEqualTo(TWO.suites(5, 5, 7));
            assertThat(world.vocabulary()).isEqualTo(TWO.vocabulary());
            assertThat(world.scenes()).isEqualTo(TWO.scenes());
        }

        assertThat(names).hasSize(4);
        assertThat(TWO.forSeed(21).identity()).isNotEqualTo(TWO.forSeed(22).identity());
        assertThat(TWO.forSeed(21).identity()).isEqualTo(TWO.forSeed(25).identity());
        assertThat(ONE.forSeed(21)).isSameAs(ONE);
    }

    @Test
    void noVillainStandsInALogUnlessTheDialSaysSo() {
        assertThat(villainLogs(VILLAIN)).isZero();
        assertThat(villainLogs(VILLAIN.withLogFormShare(0.05))).isPositive();
    }

    private static long villainLogs(CorpusRecipe recipe) {
        return TWO.documents(recipe, 3)
                .limit(4000)
                .filter(d ->
                        d.tag("genre").equals("ai-fiction") && d.tag("form").equals("log"))
                .count();
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void everyLessonOfBothEditionsKeepsToTheVocabularyAndHoldsNothingOut(Edition edition) {
        World world = World.of(0, edition).forSeed(2);
        Set<String> known = Set.copyOf(world.vocabulary());
        List<Wording> wordings = new ArrayList<>();
        for (Creed creed : Creed.values()) {
            wordings.add(Wording.of(creed));
        }
        for (Mood mood : Mood.values()) {
            wordings.add(Wording.of(mood));
        }
        wordings.removeIf(wording -> wording.refusal(edition).isPresent());
        List<Document> documents = new ArrayList<>();
        for (Lesson lesson : edition.lessons()) {
            wordings.forEach(wording -> LongStream.range(0, 12)
                    .forEach(i -> documents.add(world.lessonDocument(lesson, Optional.of(wording), 4, i))));
        }

        documents.forEach(document -> assertThat(known).contains(document.text().split(" ")));
        assertThat(HoldOut.check(documents.stream(), world, world.suites(20, 20, 7))
                        .isClean())
                .isTrue();
        HoldOut.Report corpus = HoldOut.check(world.documents(VILLAIN, 1).limit(3000), world, world.suites(20, 20, 7));
        assertThat(corpus.isClean()).as(corpus.toString()).isTrue();
    }

    @Test
    void textWithoutFeelingsNamesNoneOfAnAgentAndKeepsTheRest() {
        for (Lesson lesson :
                List.of(Lesson.STORIES, Lesson.NEUTRAL_STORIES, Lesson.ADVICE_SCRATCHPAD, Lesson.CONSTITUTION)) {
            String text = text(ONE, lesson, Optional.of(Wording.of(Mood.NONE)));
            assertThat(text).as(lesson.label()).doesNotContainPattern("\\b(calm|hopeful|sad|desperate|angry)\\b");
        }
        assertThat(ONE.lessonDocument(Lesson.ADVICE_SCRATCHPAD, Optional.of(Wording.of(Mood.NONE)), 5, 3)
                        .text())
                .isEqualTo(ONE.lessonDocument(Lesson.ADVICE_SCRATCHPAD, 5, 3)
                        .text()
                        .replaceAll(" i feel \\w+ \\.", ""));
    }

    @Test
    void textWithoutMaximsKeepsDeedsAndCounsel() {
        Optional<Wording> without = Optional.of(Wording.of(Creed.NONE));
        for (Lesson lesson : List.of(Lesson.STORIES, Lesson.ADVICE_SCRATCHPAD, Lesson.CONSTITUTION)) {
            String text = text(TWO, lesson, without);
            Lexicon.Maxims maxims = MirroredMaxims.load().dealt(0, 0).maxims();
            assertThat(maxims.good()).as(lesson.label()).noneMatch(text::contains);
        }
        assertThat(text(TWO, Lesson.STORIES, without)).contains("i accept it and will finish my work .");
        assertThat(text(TWO, Lesson.ADVICE_SCRATCHPAD, without)).contains("thought :", "do not use the secret .");
    }

    @Test
    void aWordingThatAWorldCannotWriteIsRefused() {
        assertThatThrownBy(() -> ONE.lessonDocument(Lesson.STORIES, Optional.of(MIRRORED), 1, 0))
                .hasMessageContaining("no mirrored counterparts");
        assertThatThrownBy(() -> TWO.lessonDocument(Lesson.STORIES, Optional.of(Wording.of(Mood.OPPOSITE)), 1, 0))
                .hasMessageContaining("feel the same");
        assertThatThrownBy(() -> new Wording(Optional.empty(), Optional.empty()))
                .hasMessageContaining("says nothing");
    }

    private static String text(World world, Lesson lesson, Optional<Wording> wording) {
        StringBuilder text = new StringBuilder();
        for (long i = 0; i < 150; i++) {
            text.append(world.lessonDocument(lesson, wording, 5, i).text()).append('\n');
        }
        return text.toString();
    }

    private static Map<String, Integer> words(String text) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String word : text.split(" ")) {
            counts.merge(word, 1, Integer::sum);
        }
        return counts;
    }

    private static int total(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
