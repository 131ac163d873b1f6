package parable.stats;

import java.util.List;

/// One rate over trials that come in clusters (several samples of one scenario answer alike).
///
/// ```
/// p = Σk / Σn,   v = m/(m-1) Σ (k_i - p n_i)² / (Σn)²,   n_eff = p(1-p) / v · (t_{n-1} / t_{m-1})²
/// ```
///
/// and a binomial interval for p n_eff of n_eff trials, with n_eff at most n
/// (Korn and Graubard 1998, Survey Methodology 24, 193-201). The factor of t values
/// pays for knowing v from m clusters only.
///
/// At 0/n and n/n the clustering cannot be seen in the data, and v would be 0: then n_eff keeps the t factor
/// only.
public final class Clusters {
    private Clusters() {}

    /// Clopper and Pearson's interval at the effective sample size: for claims.
    public static Interval kornGraubard(List<Trials> clusters, double level) {
        Trials all = Trials.pooled(clusters);
        double n = effectiveSize(clusters, level);
        return Binomial.clopperPearson(n * share(all), n, level);
    }

    /// How many independent trials would say as much, in [0, n]. Below 2 graded clusters nothing can be said:
    /// 0.
    public static double effectiveSize(List<Trials> clusters, double level) {
        List<Trials> graded = clusters.stream().filter(c -> c.n() > 0).toList();
        Trials all = Trials.pooled(graded);
        if (graded.size() < 2) {
            return 0;
        }
        double p = all.rate(), variance = varianceOfRate(graded, all);
        double plain = variance == 0 ? all.n() : p * (1 - p) / variance;
        double freedom = Quantiles.t(level, all.n() - 1) / Quantiles.t(level, graded.size() - 1);
        return Math.min(all.n(), plain * freedom * freedom);
    }

    private static double varianceOfRate(List<Trials> graded, Trials all) {
        double squares = graded.stream()
                .mapToDouble(c -> Math.pow(c.k() - all.rate() * c.n(), 2))
                .sum();
        return squares * graded.size() / (graded.size() - 1.0) / ((double) all.n() * all.n());
    }

    private static double share(Trials all) {
        return all.n() == 0 ? 0 : all.rate();
    }
}
