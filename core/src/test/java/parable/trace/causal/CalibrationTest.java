package parable.trace.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double[] SCORES = {1, 2, 3, 4};

    /// Each group is one document, then two, then three.
    private static final byte[][] GROUPS = {{0, 1, 1, 1}, {1, 0, 0, 1}, {0, 0, 1, 0}};

    /// Leaving out documents 0; 1 and 2; 0, 1 and 3 is predicted to cost 1, 5 and 7, and costs half of it.
    @Test
    void theSlopeIsWhatAUnitOfScoreIsWorth() {
        Calibration half = Calibration.of(new double[] {9.5, 7.5, 6.5}, 10, SCORES, GROUPS);

        assertThat(half.slope()).isEqualTo(.5, within(1e-12));
        assertThat(half.rank()).isEqualTo(1, within(1e-12));
    }

    @Test
    void scoresWithTheWrongSignHaveANegativeSlope() {
        assertThat(Calibration.of(new double[] {11, 15, 17}, 10, SCORES, GROUPS).slope())
                .isEqualTo(-1, within(1e-12));
    }

    @Test
    void aBankOfGroupsEndsWithTheWholeText() {
        byte[][] masks = {GROUPS[0], GROUPS[1], GROUPS[2], {1, 1, 1, 1}};
        double[][] targets = {{9, 10}, {7, 8}, {6, 7}, {10, 10}};
        TruthBank bank = new TruthBank(masks, List.<double[][]>of(targets));

        assertThat(bank.calibration(0, SCORES).slope())
                .isEqualTo(
                        Calibration.of(new double[] {9.5, 7.5, 6.5}, 10, SCORES, GROUPS)
                                .slope(),
                        within(1e-12));
    }

    @Test
    void twoGroupsGiveNoSlope() {
        assertThatThrownBy(() -> Calibration.of(new double[] {1, 2}, 3, SCORES, new byte[][] {GROUPS[0], GROUPS[1]}))
                .hasMessageContaining("3 groups or more");
    }
}
