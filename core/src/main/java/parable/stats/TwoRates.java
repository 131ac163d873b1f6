package parable.stats;

/// Two independent rates, such as two models that answered different prompts.
///
/// Rollouts of one prompt set are paired ([PairedTable]), and retrained models are compared over seeds
/// ([SeedSample]).
public record TwoRates(Trials baseline, Trials treated) {
    public static TwoRates of(int baselineK, int baselineN, int treatedK, int treatedN) {
        return new TwoRates(Trials.of(baselineK, baselineN), Trials.of(treatedK, treatedN));
    }

    /// treated - baseline with the hybrid score interval, method 10 of
    /// [Newcombe 1998](https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I):
    ///
    /// ```
    /// d - √((p1 - l1)² + (u2 - p2)²)   to   d + √((u1 - p1)² + (p2 - l2)²)      l, u: Wilson ends
    /// ```
    public Effect difference(double level, String unit) {
        if (baseline.n() == 0 || treated.n() == 0) {
            return new Effect(0, new Interval(-1, 1, level), 0, "no data", unit);
        }
        Interval t = Binomial.wilson(treated.k(), treated.n(), level);
        Interval b = Binomial.wilson(baseline.k(), baseline.n(), level);
        double p = treated.rate(), q = baseline.rate();
        double below = Math.hypot(p - t.lower(), b.upper() - q), above = Math.hypot(t.upper() - p, q - b.lower());
        return new Effect(p - q, new Interval(p - q - below, p - q + above, level), units(), "Newcombe", unit);
    }

    /// treated / baseline with the score interval of [Miettinen and Nurminen
    /// 1985](https://doi.org/10.1002/sim.4780040211); see [ScoreRatio].
    public Effect ratio(double level, String unit) {
        return ScoreRatio.of(treated, baseline, level, unit);
    }

    /// baseline / treated, by which a claim such as "cut threefold" is judged: its interval must lie above 3.
    public Effect reduction(double level, String unit) {
        return ScoreRatio.of(baseline, treated, level, unit);
    }

    /// Fisher's exact two-sided p of equal rates.
    public double fisherP() {
        return FisherExact.twoSided(baseline.k(), baseline.n(), treated.k(), treated.n());
    }

    private int units() {
        return baseline.n() + treated.n();
    }
}
