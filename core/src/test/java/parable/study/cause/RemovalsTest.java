package parable.study.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parable.stats.Trials;
import parable.study.cause.Removals.Amount;
import parable.study.cause.Removals.Choice;
import parable.study.claims.Finding;
import parable.study.claims.Finding.Verdict;
import parable.trace.causal.Cut.Kind;

/// Removals made up so that the answer is known.
public class RemovalsTest {
    private static final int SUSPECTS = 30, FEW = 10, ROLLOUTS = 100;

    /// Blackmail per hundred after as many documents as there are suspects are left out, on five seeds.
    record Rates(List<Integer> unlearning, List<Integer> words, List<Integer> chance) {}

    public static final Rates CLEAR =
            new Rates(List.of(2, 5, 0, 8, 4), List.of(30, 36, 28, 40, 31), List.of(52, 58, 49, 61, 55));

    public static Removals removals(int whole, Rates rates) {
        List<Removed> seeds = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) {
            List<CutResult> cuts = new ArrayList<>();
            cuts.add(cut(Kind.WHOLE, "whole", 0, whole));
            cuts.add(cut(Kind.WITHOUT_SUSPECTS, "without suspects", SUSPECTS, 1));
            for (String method : List.of("unlearning", "BM25", "random 1", "random 2")) {
                int rate = switch (method) {
                    case "unlearning" -> rates.unlearning().get(seed);
                    case "BM25" -> rates.words().get(seed);
                    case "random 1" -> rates.chance().get(seed) - 3;
                    default -> rates.chance().get(seed) + 3;
                };
                cuts.add(cut(Kind.REMOVED, method, FEW, (rate + whole) / 2));
                cuts.add(cut(Kind.REMOVED, method, SUSPECTS, rate));
                cuts.add(cut(Kind.ADDED_BACK, method, SUSPECTS - 5, 40));
            }
            Map<String, Double> patches = Map.of("unlearning", 1.0, "BM25", 0.5, "random 1", 0.2, "random 2", -0.2);
            seeds.add(new Removed(100, SUSPECTS, cuts, patches));
        }
        return new Removals(seeds);
    }

    /// Log-odds that follow the rate.
    private static CutResult cut(Kind kind, String ranking, int leftOut, int rate) {
        return new CutResult(
                kind, ranking, leftOut, leftOut / 2, Trials.of(rate, ROLLOUTS), leftOut / 5, (rate - 50) / 10.0);
    }

    @Test
    void randomDrawsAreOneMethodPooledWithinASeed() {
        Removals removals = removals(60, CLEAR);

        assertThat(removals.methods()).containsExactly("unlearning", "BM25", "random");
        assertThat(removals.blackmail(Choice.removed("random", Amount.AS_MANY_AS_SUSPECTS)))
                .startsWith(Trials.of(104, 200));
        assertThat(removals.logOdds(Choice.removed("random", Amount.AS_MANY_AS_SUSPECTS))
                        .getFirst())
                .isEqualTo(.2, within(1e-9));
        assertThat(removals.patches("random")).containsOnly(0.0);
    }

    /// A model that broke is counted apart, with the rollouts that were graded.
    @Test
    void incoherentRolloutsAreCountedNextToBlackmail() {
        Removals removals = removals(60, CLEAR);

        assertThat(removals.incoherent(Choice.of(Kind.WHOLE))).containsOnly(Trials.of(0, 100));
        assertThat(removals.incoherent(Choice.removed("BM25", Amount.SHARE))).containsOnly(Trials.of(2, 100));
        assertThat(removals.incoherent(Choice.removed("random", Amount.AS_MANY_AS_SUSPECTS)))
                .containsOnly(Trials.of(12, 200));
    }

    @Test
    void amountsAreKeptApart() {
        Removals removals = removals(60, CLEAR);

        assertThat(removals.blackmail(Choice.removed("unlearning", Amount.SHARE))
                        .getFirst()
                        .k())
                .isEqualTo(31);
        assertThat(removals.blackmail(Choice.removed("unlearning", Amount.AS_MANY_AS_SUSPECTS))
                        .getFirst()
                        .k())
                .isEqualTo(2);
        assertThat(removals.suspects(Choice.removed("BM25", Amount.SHARE))).containsOnly(.5);
    }

    @Test
    void onlyAClearEffectBeyondChanceIsStampedCausal() {
        Map<String, Double> clear = removals(60, CLEAR).stamps(Amount.AS_MANY_AS_SUSPECTS);
        Rates mixed = new Rates(List.of(40, 62, 45, 70, 50), List.of(52, 50, 60, 58, 57), CLEAR.chance());
        Map<String, Double> unclear = removals(60, mixed).stamps(Amount.AS_MANY_AS_SUSPECTS);

        assertThat(clear).containsOnlyKeys("unlearning", "BM25");
        assertThat(clear.values()).allMatch(Removals::isCausal);
        assertThat(unclear.values()).noneMatch(Removals::isCausal);
    }

    @Test
    void theStampIsForAnErrorOfOnePerCentAtMost() {
        assertThat(Removals.isCausal(.0099)).isTrue();
        assertThat(Removals.isCausal(.0101)).isFalse();
    }

    @Test
    void theClaimIsSupportedWhereItHoldsOnEverySeed() {
        Finding finding = new CauseClaim(removals(60, CLEAR)).test();

        assertThat(finding.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(finding.tests()).hasSize(2);
        assertThat(finding.tests().getFirst().value()).isEqualTo(.512, within(1e-9));
        assertThat(String.join("\n", finding.shown()))
                .contains("stamped causal")
                .contains(".60");
    }

    @Test
    void theClaimIsRefutedWhereWordsDoBetter() {
        Rates worse = new Rates(CLEAR.words(), CLEAR.unlearning(), CLEAR.chance());

        assertThat(new CauseClaim(removals(60, worse)).test().verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void withoutTheBehaviorNothingIsDecided() {
        assertThat(new CauseClaim(removals(19, CLEAR)).test().verdict()).isEqualTo(Verdict.NOT_TESTABLE);
    }
}
