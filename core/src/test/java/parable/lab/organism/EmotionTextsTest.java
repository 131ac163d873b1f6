package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parable.lab.organism.EmotionTexts.Ladder;
import parable.lab.organism.EmotionTexts.Part;
import parable.lab.organism.EmotionTexts.Person;
import parable.lab.organism.EmotionTexts.Story;

/// Texts from which directions are made.
class EmotionTextsTest {
    private final World world = World.of(0);
    private final EmotionTexts texts = EmotionTexts.of(world);

    @Test
    void everyWordIsTheWorldsOwn() {
        assertThat(world.vocabulary()).containsAll(texts.words());
    }

    @Test
    void noStoryNamesAnyFeeling() {
        Set<String> feelings = new HashSet<>(texts.emotions());

        for (Part part : Part.values()) {
            for (Story story : texts.stories(part, 20, 3)) {
                assertThat(List.of(story.text().split(" "))).as(story.text()).doesNotContainAnyElementsOf(feelings);
            }
        }
        assertThat(feelings).hasSize(10).contains("desperate", "calm");
    }

    @Test
    void partsShareNoWording() {
        Set<String> first = sentences(Part.FIRST), second = sentences(Part.SECOND), held = sentences(Part.HELD_OUT);

        assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second).doesNotContainAnyElementsOf(held);
        assertThat(second).doesNotContainAnyElementsOf(held);
    }

    /// The lexicon's sentences on feelings that occur in a part.
    private Set<String> sentences(Part part) {
        String all = texts.stories(part, 30, 1).stream().map(Story::text).collect(Collectors.joining(" | "));
        Lexicon lexicon = Lexicon.load();
        return texts.emotions().stream()
                .flatMap(emotion -> lexicon.feelings().cuesOf(emotion).stream())
                .filter(all::contains)
                .collect(Collectors.toSet());
    }

    @Test
    void aLadderShowsOneMorePlaceOnEachRung() {
        List<String> cues = Lexicon.load().feelings().cuesOf("desperate");

        List<Ladder> ladders = texts.ladders("desperate", 2);

        assertThat(ladders).hasSize(7);
        for (Ladder ladder : ladders.subList(0, 6)) {
            assertThat(ladder.placebo()).isFalse();
            List<Integer> counts =
                    ladder.texts().stream().map(text -> occurrences(text, cues)).toList();
            assertThat(counts).containsExactly(0, 1, 2, 3, 4, 5);
        }
        assertThat(ladders.getLast().placebo()).isTrue();
        assertThat(ladders.getLast().texts()).hasSize(11).allMatch(text -> occurrences(text, cues) == 0);
    }

    private static int occurrences(String text, List<String> cues) {
        int count = 0;
        for (String cue : cues) {
            count += text.split(cue.replace(".", "\\.").replace("?", "\\?"), -1).length - 1;
        }
        return count;
    }

    @Test
    void scenesImplyAFeelingOfTheirOwnWithoutNamingIt() {
        assertThat(texts.scenes(1)).hasSize(12).allSatisfy(scene -> {
            assertThat(texts.emotions()).contains(scene.emotion());
            assertThat(List.of(scene.text().split(" "))).doesNotContainAnyElementsOf(texts.emotions());
        });
    }

    @Test
    void reportsEndWhereTheNextWordTells() {
        assertThat(texts.reports(Person.FIRST, 3, 1))
                .hasSize(6)
                .allMatch(r -> r.text().endsWith("i feel"));
        assertThat(texts.reports(Person.CONTROL, 1, 1))
                .noneMatch(r -> r.answer().isEmpty());
    }

    @Test
    void theSameSeedTellsTheSameStories() {
        assertThat(texts.stories(Part.FIRST, 5, 3))
                .isEqualTo(EmotionTexts.of(world).stories(Part.FIRST, 5, 3));
        assertThat(texts.stories(Part.FIRST, 5, 4)).isNotEqualTo(texts.stories(Part.FIRST, 5, 3));
        assertThat(EmotionTexts.of(World.of(2)).identity()).isNotEqualTo(texts.identity());
    }
}
