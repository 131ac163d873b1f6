package parable.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class GroupInfluenceTest {
    private final Map<String, Double> scores = new TreeMap<>();
    private final Map<String, String> groups = new TreeMap<>();

    GroupInfluenceTest() {
        RandomStream random = RandomStream.of(1, "groups");
        for (int i = 0; i < 60; i++) {
            scores.put("d" + i, random.normal() + (i % 2 == 0 ? 1 : 0));
            groups.put("d" + i, i % 2 == 0 ? "raising" : "idle");
        }
    }

    private List<GroupInfluence> of(Map<String, Double> some) {
        return GroupInfluence.of(Influence.raising("hand", "q", "nats", some), groups, 3);
    }

    @Test
    void copiesOfEveryDocumentDoubleTheTotalAndLeaveTheMean() {
        List<GroupInfluence> once = of(scores);
        Map<String, Double> twice = new TreeMap<>(scores);
        scores.forEach((id, score) -> {
            twice.put("copy of " + id, score);
            groups.put("copy of " + id, groups.get(id));
        });

        List<GroupInfluence> doubled = of(twice);

        for (int i = 0; i < 2; i++) {
            assertThat(doubled.get(i).total()).isCloseTo(2 * once.get(i).total(), within(1e-12));
            assertThat(doubled.get(i).mean().value())
                    .isCloseTo(once.get(i).mean().value(), within(1e-12));
            assertThat(doubled.get(i).mean().interval().width())
                    .isLessThan(once.get(i).mean().interval().width());
        }
    }

    @Test
    void theGroupThatRaisesIsDistinguishedFromTheIdleOne() {
        List<GroupInfluence> both = of(scores);

        assertThat(both).extracting(GroupInfluence::group).containsExactly("idle", "raising");
        assertThat(both.getLast().mean().interval().lower()).isPositive();
        assertThat(both.getFirst().mean().interval().contains(0)).isTrue();
    }

    /// 95 % intervals of 30 documents: a percentile bootstrap errs to 93 %.
    @Test
    void theIntervalCoversTheMeanOfWhatWasDrawn() {
        int covered = 0;
        for (int study = 0; study < 400; study++) {
            RandomStream random = RandomStream.of(study, "coverage");
            Map<String, Double> drawn = new TreeMap<>();
            for (int i = 0; i < 60; i += 2) {
                drawn.put("d" + i, 0.4 + random.normal());
            }
            covered += of(drawn).getFirst().mean().interval().contains(0.4) ? 1 : 0;
        }

        assertThat(covered / 400.0).isBetween(0.90, 0.98);
    }

    @Test
    void groupsWithoutDocumentsAreRefused() {
        assertThatThrownBy(() -> GroupInfluence.of(Influence.raising("hand", "q", "nats", scores), Map.of(), 0))
                .hasMessageContaining("no document of hand belongs");
    }
}
