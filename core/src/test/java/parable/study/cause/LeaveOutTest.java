package parable.study.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import parable.study.cause.LeaveOutStage.LeftOut;

class LeaveOutTest {
    private static final double[] SCORES = {0.5, -2, 3, 0.5, 1};

    private static BitSet of(int... kept) {
        BitSet set = new BitSet();
        for (int document : kept) {
            set.set(document);
        }
        return set;
    }

    @Test
    void theHighestOrTheLowestScoresAreLeftOut() {
        assertThat(LeaveOutStage.without(SCORES, 2, -1)).as("without 3 and 1").isEqualTo(of(0, 1, 3));
        assertThat(LeaveOutStage.without(SCORES, 2, 1))
                .as("without -2 and the first of the equal ones")
                .isEqualTo(of(2, 3, 4));
    }

    @Test
    void aQueryIsAveragedOverModelsAndSignsAreCountedOneByOne() {
        LeftOut first = new LeftOut("dot", List.of(0.4, 0.2), List.of(0.1, -0.1));
        LeftOut second = new LeftOut("dot", List.of(0.2, -0.2), List.of(0.3, 0.2));

        LeaveOutTable.Row row = LeaveOutTable.row(List.of(first, second));

        assertThat(row.drop().value()).as("(.3 + 0) / 2").isCloseTo(0.15, within(1e-12));
        assertThat(row.signs().k()).isEqualTo(6);
        assertThat(row.signs().n()).isEqualTo(8);
    }
}
