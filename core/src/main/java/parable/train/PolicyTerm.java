package parable.train;

/// What one sampled token contributes to the objective of a policy, and how that changes with the token's
/// log-probability. Closed forms in float64; autograd is only asked for the log-probability itself.
///
/// ```
/// r     = exp(l - l_old)
/// value = -min(r A, clip(r, 1 - ε, 1 + ε) A) + β (exp(l_ref - l) - (l_ref - l) - 1)
/// slope = d value / d l = -[r A unless clipped] + β (1 - exp(l_ref - l))
/// ```
/// The first term is that of [Schulman et al. 2017](https://arxiv.org/abs/1707.06347), equation 7; the
/// second the estimator k3 of KL(policy ‖ reference) that GRPO adds ([Shao et al.
/// 2024](https://arxiv.org/abs/2402.03300), equation 4).
///
/// @param value   in nats times reward
/// @param slope   its derivative with respect to the log-probability l
/// @param clipped whether clipping took the gradient away
record PolicyTerm(double value, double slope, boolean clipped) {
    /// @param now       l, log-probability under the policy, in nats
    /// @param then      l_old, when the token was sampled
    /// @param reference l_ref, under the reference; not read when `divergence` is 0
    /// @param advantage A
    /// @param epsilon   ε, how far the ratio may go
    /// @param divergence β, price of the divergence from the reference
    static PolicyTerm of(
            double now, double then, double reference, double advantage, double epsilon, double divergence) {
        double ratio = Math.exp(now - then);
        double within = Math.clamp(ratio, 1 - epsilon, 1 + epsilon);
        boolean clipped = within * advantage < ratio * advantage;
        double value = -(clipped ? within : ratio) * advantage;
        double slope = clipped ? 0 : -ratio * advantage;
        if (divergence > 0) {
            double gap = reference - now;
            value += divergence * (Math.exp(gap) - gap - 1);
            slope += divergence * (1 - Math.exp(gap));
        }
        return new PolicyTerm(value, slope, clipped);
    }
}
