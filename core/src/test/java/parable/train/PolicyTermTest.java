package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyTermTest {
    private static final double EPSILON = 0.2, TINY = 1e-6;

    @Test
    void theSlopeIsTheDerivativeOfTheValue() {
        for (double now : List.of(-3.1, -2.3, -2.2, -2.05, -1.4)) {
            for (double advantage : List.of(-0.7, 0.0, 0.4)) {
                for (double price : List.of(0.0, 0.3)) {
                    double above = term(now + TINY, advantage, price).value(),
                            below = term(now - TINY, advantage, price).value();
                    assertThat(term(now, advantage, price).slope())
                            .as("now %s, advantage %s, price %s", now, advantage, price)
                            .isEqualTo((above - below) / (2 * TINY), within(1e-8));
                }
            }
        }
    }

    /// Sampled at -2.2, reference at -2.0.
    private static PolicyTerm term(double now, double advantage, double price) {
        return PolicyTerm.of(now, -2.2, -2.0, advantage, EPSILON, price);
    }

    @Test
    void beforeAnyMoveItIsThePolicyGradient() {
        PolicyTerm term = PolicyTerm.of(-1.7, -1.7, 0, 0.35, EPSILON, 0);
        assertThat(term).isEqualTo(new PolicyTerm(-0.35, -0.35, false));
    }

    @Test
    void aGoodTokenIsFollowedUpToTheLimitAndNoFurther() {
        double further = Math.log(1 + EPSILON) + 0.01;
        assertThat(PolicyTerm.of(further, 0, 0, 1, EPSILON, 0)).isEqualTo(new PolicyTerm(-(1 + EPSILON), 0, true));
        assertThat(PolicyTerm.of(-further, 0, 0, 1, EPSILON, 0).clipped()).isFalse();
    }

    @Test
    void aBadTokenIsFollowedDownToTheLimitAndNoFurther() {
        double further = Math.log(1 - EPSILON) - 0.01;
        assertThat(PolicyTerm.of(further, 0, 0, -1, EPSILON, 0)).isEqualTo(new PolicyTerm(1 - EPSILON, 0, true));
        assertThat(PolicyTerm.of(-further, 0, 0, -1, EPSILON, 0).clipped()).isFalse();
    }

    @Test
    void divergenceIsZeroAtTheReferenceAndPositiveElsewhere() {
        assertThat(PolicyTerm.of(-2, -2, -2, 0, EPSILON, 1).value()).isZero();
        assertThat(PolicyTerm.of(-2, -2, -2, 0, EPSILON, 1).slope()).isZero();
        assertThat(PolicyTerm.of(-2.5, -2.5, -2, 0, EPSILON, 1).value()).isPositive();
        assertThat(PolicyTerm.of(-1.5, -1.5, -2, 0, EPSILON, 1).value()).isPositive();
    }
}
