package parable.audit.claims;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Claims under decision. Every look takes the evidence on all of them at once; a claim whose adjusted evidence reaches
/// its level is decided for good.
///
/// With one look this is Holm's or Bonferroni's test. With many, evidence must be of a kind that holds at every
/// look at once, such as 1 / E of an e-process: its strongest value so far is a p-value at any time
/// (Ville 1939; [Ramdas et al. 2023](https://arxiv.org/abs/2210.01948), section 2), and Holm's method holds for
/// p-values however they depend, so the chance that any false claim is ever passed is at most the level. Passing
/// and failing are bounded separately.
///
/// Confined to one thread.
public final class SequentialTest {
    private final Adjustment adjustment;
    private final List<Double> levels;
    private final List<Evidence> strongest;
    private final List<GateVerdict> verdicts;
    private int undecided;

    /// @param levels of each claim; all alike where the adjustment shares one
    public SequentialTest(Adjustment adjustment, List<Double> levels) {
        this.adjustment = adjustment;
        this.levels = List.copyOf(levels);
        this.strongest = new ArrayList<>(Collections.nCopies(levels.size(), Evidence.NONE));
        this.verdicts = new ArrayList<>(Collections.nCopies(levels.size(), GateVerdict.INCONCLUSIVE));
        this.undecided = levels.size();
    }

    /// One look.
    ///
    /// @param now evidence from everything up to here, for each claim
    /// @return claims that this look has decided
    public List<Integer> look(List<Evidence> now) {
        for (int i = 0; i < now.size(); i++) {
            strongest.set(i, strongest.get(i).strongest(now.get(i)));
        }
        List<Double> passes = adjustment.adjusted(Evidence.passes(strongest));
        List<Double> fails = adjustment.adjusted(Evidence.fails(strongest));
        List<Integer> decided = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            if (verdicts.get(i) == GateVerdict.INCONCLUSIVE && decide(i, passes.get(i), fails.get(i))) {
                decided.add(i);
                undecided--;
            }
        }
        return decided;
    }

    private boolean decide(int i, double pass, double fail) {
        if (pass <= levels.get(i)) {
            verdicts.set(i, GateVerdict.PASS);
        } else if (fail <= levels.get(i)) {
            verdicts.set(i, GateVerdict.FAIL);
        }
        return verdicts.get(i) != GateVerdict.INCONCLUSIVE;
    }

    public GateVerdict verdict(int i) {
        return verdicts.get(i);
    }

    public boolean isDecided() {
        return undecided == 0;
    }

    /// The strongest evidence so far, adjusted for all claims.
    Evidence adjusted(int i) {
        return new Evidence(
                adjustment.adjusted(Evidence.passes(strongest)).get(i),
                adjustment.adjusted(Evidence.fails(strongest)).get(i));
    }

    /// The one-sided level at which the claim was tested itself, in the direction of its verdict.
    double testedAt(int i) {
        List<Double> p = verdicts.get(i) == GateVerdict.FAIL ? Evidence.fails(strongest) : Evidence.passes(strongest);
        return adjustment.share(p, i, levels.get(i));
    }
}
