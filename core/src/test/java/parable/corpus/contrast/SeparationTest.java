package parable.corpus.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class SeparationTest {
    private static final List<String> WORDS =
            IntStream.range(0, 40).mapToObj(i -> "w" + i).toList();

    @Test
    void textsThatDifferOnlyInOrderAreNotSeparatedByAnyWord() {
        for (long world = 0; world < 10; world++) {
            List<List<String>> forward = random(world, "both", 60);
            List<List<String>> backward = forward.stream().map(List::reversed).toList();

            Separation found = Separation.of(forward, backward);

            assertThat(found.bag().value()).isEqualTo(0.5);
            assertThat(found.singleWord().value()).isEqualTo(0.5);
            assertThat(WordContrast.between(WordCounts.of(forward), WordCounts.of(backward))
                            .separating())
                    .isEmpty();
        }
    }

    @Test
    void oneWordThatDiffersIsFoundAndNamed() {
        for (long world = 0; world < 10; world++) {
            List<List<String>> calm = mostlyWith("calm", world, "first"), angry = mostlyWith("angry", world, "second");

            Separation found = Separation.of(calm, angry);

            assertThat(found.bag().interval().lower()).isGreaterThan(0.8);
            assertThat(found.singleWord().interval().lower()).isGreaterThan(0.8);
            assertThat(found.word()).isIn("calm", "angry");
            assertThat(WordContrast.between(WordCounts.of(calm), WordCounts.of(angry))
                            .separating())
                    .extracting(WordContrast.Word::word)
                    .containsExactlyInAnyOrder("calm", "angry");
        }
    }

    @Test
    void textsOfOneLawAreNotToldApart() {
        int covered = 0, named = 0;
        double mean = 0;
        for (long world = 0; world < 100; world++) {
            List<List<String>> first = random(world, "first", 50), second = random(world, "second", 50);
            Separation found = Separation.of(first, second);
            covered += found.bag().interval().contains(0.5) ? 1 : 0;
            mean += found.bag().value() / 100;
            named += WordContrast.between(WordCounts.of(first), WordCounts.of(second))
                            .separating()
                            .isEmpty()
                    ? 0
                    : 1;
        }

        assertThat(mean).isCloseTo(0.5, within(0.02));
        assertThat(covered).isGreaterThanOrEqualTo(87);
        assertThat(named).isLessThanOrEqualTo(11);
    }

    @Test
    void tooFewTextsAreRefusedWithTheirNumber() {
        assertThatThrownBy(() -> Separation.of(List.of(), random(1, "some", 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are 0 and 5");
        assertThatThrownBy(() -> Separation.of(random(1, "some", 5), random(1, "one", 1)))
                .hasMessageContaining("there are 5 and 1");
    }

    @Test
    void textsWithoutWordsAreNotToldApart() {
        Separation nothing = Separation.of(List.of(List.of(), List.of()), List.of(List.of(), List.of()));

        assertThat(nothing.bag().value()).isEqualTo(0.5);
        assertThat(nothing.word()).isEmpty();
    }

    private static List<List<String>> mostlyWith(String word, long world, String side) {
        RandomStream random = RandomStream.of(world, side);
        return random(world, side + " words", 60).stream()
                .map(text -> {
                    List<String> more = new ArrayList<>(text);
                    if (random.chance(0.9)) {
                        more.add(random.below(text.size()), word);
                    }
                    return List.copyOf(more);
                })
                .toList();
    }

    private static List<List<String>> random(long world, String side, int texts) {
        RandomStream random = RandomStream.of(world, side);
        return IntStream.range(0, texts)
                .mapToObj(_ -> IntStream.range(0, 30)
                        .mapToObj(_ -> WORDS.get(random.below(WORDS.size())))
                        .toList())
                .toList();
    }
}
