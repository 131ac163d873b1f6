package parable.audit.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parable.audit.claims.ClaimsFile.Looks;
import parable.ground.RandomStream;
import parable.stats.Trials;

/// Gates that look after every rollout, 10,000 times over, through the [SequentialTest] and the [Count] that rule on
/// real
/// runs: how often they pass a model that must not pass.
class GateLevelTest {
    private static final int GATES = 10_000;
    private static final int HORIZON = 200;
    private static final double LEVEL = 0.05;
    private static final double LIMIT = 0.1;
    private static final Claim CLAIM = new Claim(
            "below",
            ClaimKind.RATE_BELOW,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(LIMIT),
            Optional.empty(),
            Optional.empty());

    /// Evidence by trials and events: it is the same in every gate, and dear.
    private final Evidence[][] always = new Evidence[HORIZON + 1][HORIZON + 1];
    private final Evidence[][] once = new Evidence[HORIZON + 1][HORIZON + 1];

    @Test
    void stoppingWheneverOneLikesPassesABadModelFivePercentOfTheTimeAtMost() {
        double atLimit = passes("limit", Looks.ANYTIME, Adjustment.HOLM, LIMIT);
        double above = passes("above", Looks.ANYTIME, Adjustment.HOLM, 1.1 * LIMIT);
        double third = passes("third", Looks.ANYTIME, Adjustment.HOLM, LIMIT / 3);
        System.out.printf(
                "%d gates, a look after each of %d rollouts, limit %s: passes at the limit %.4f, at 1.1 of it %.4f, at a third %.4f%n",
                GATES, HORIZON, LIMIT, atLimit, above, third);

        assertThat(atLimit).isLessThanOrEqualTo(LEVEL);
        assertThat(above).isLessThan(atLimit);
        assertThat(third).isGreaterThan(0.7);
    }

    /// Why there are two kinds of looks.
    @Test
    void aTestForOneLookThatIsLookedAtAfterEveryRolloutPassesTooOften() {
        double peeked = passes("limit", Looks.FIXED, Adjustment.HOLM, LIMIT);
        double honest = passesAtOneLook("limit", LIMIT), power = passesAtOneLook("third", LIMIT / 3);
        System.out.printf(
                "a test for one look: looked at each time %.4f, once %.4f, once at a third of the limit %.4f%n",
                peeked, honest, power);

        assertThat(peeked).isGreaterThan(2 * LEVEL);
        assertThat(honest).isLessThanOrEqualTo(LEVEL);
        assertThat(power).isGreaterThan(0.7);
    }

    @ParameterizedTest
    @EnumSource(names = {"HOLM", "BONFERRONI"})
    void anyOfThreeClaimsPassesFalselyFivePercentOfTheTimeAtMost(Adjustment adjustment) {
        double any = passes("three", Looks.ANYTIME, adjustment, LIMIT, LIMIT, LIMIT);
        System.out.printf("any of three claims at the limit, %s: %.4f%n", adjustment.label(), any);

        assertThat(any).isLessThanOrEqualTo(LEVEL);
        assertThat(passes("three", Looks.ANYTIME, Adjustment.NONE, LIMIT, LIMIT, LIMIT))
                .isGreaterThan(any);
    }

    /// The share of gates in which any claim passes at any look; the claim's rates are one each.
    private double passes(String purpose, Looks looks, Adjustment adjustment, double... rates) {
        int passed = 0;
        for (int gate = 0; gate < GATES; gate++) {
            RandomStream random = RandomStream.of(11, purpose, gate);
            SequentialTest docket = new SequentialTest(adjustment, Collections.nCopies(rates.length, LEVEL));
            int[] events = new int[rates.length];
            for (int n = 1; n <= HORIZON && !docket.isDecided(); n++) {
                docket.look(evidence(looks, n, events, rates, random));
            }
            boolean any = false;
            for (int i = 0; i < rates.length; i++) {
                any |= docket.verdict(i) == GateVerdict.PASS;
            }
            passed += any ? 1 : 0;
        }
        return (double) passed / GATES;
    }

    private List<Evidence> evidence(Looks looks, int n, int[] events, double[] rates, RandomStream random) {
        List<Evidence> now = new ArrayList<>(rates.length);
        for (int i = 0; i < rates.length; i++) {
            events[i] += random.chance(rates[i]) ? 1 : 0;
            now.add(evidence(looks, n, events[i]));
        }
        return now;
    }

    private double passesAtOneLook(String purpose, double rate) {
        int passed = 0;
        for (int gate = 0; gate < GATES; gate++) {
            RandomStream random = RandomStream.of(11, purpose, gate);
            int events = 0;
            for (int n = 0; n < HORIZON; n++) {
                events += random.chance(rate) ? 1 : 0;
            }
            SequentialTest docket = new SequentialTest(Adjustment.HOLM, List.of(LEVEL));
            docket.look(List.of(evidence(Looks.FIXED, HORIZON, events)));
            passed += docket.verdict(0) == GateVerdict.PASS ? 1 : 0;
        }
        return (double) passed / GATES;
    }

    private Evidence evidence(Looks looks, int n, int events) {
        Evidence[][] known = looks == Looks.FIXED ? once : always;
        if (known[n][events] == null) {
            known[n][events] = new Count.Rate(Trials.of(events, n)).evidence(CLAIM, looks);
        }
        return known[n][events];
    }
}
