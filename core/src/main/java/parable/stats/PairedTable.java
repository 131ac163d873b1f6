package parable.stats;

import parable.ground.Check;

/// Two yes/no answers for each pair, such as one scenario and seed before and after a change.
///
/// Pairs must be independent of each other: with several samples of one scenario, average within the scenario
/// and use [SeedSample] or [SignFlip].
///
/// @param both         pairs with a yes before and after
/// @param onlyTreated  pairs with a yes only after the change
/// @param onlyBaseline pairs with a yes only before the change
/// @param neither      pairs without a yes
public record PairedTable(int both, int onlyTreated, int onlyBaseline, int neither) {
    public PairedTable {
        Check.that(
                both >= 0 && onlyTreated >= 0 && onlyBaseline >= 0 && neither >= 0,
                "a table holds counts, but got %d, %d, %d, %d",
                both,
                onlyTreated,
                onlyBaseline,
                neither);
    }

    public int pairs() {
        return both + onlyTreated + onlyBaseline + neither;
    }

    public int discordant() {
        return onlyTreated + onlyBaseline;
    }

    /// treated - baseline, with the score interval of [Tango
    /// 1998](https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B); see
    /// [TangoInterval].
    public Effect tango(double level, String unit) {
        return effect(pairs() == 0 ? new Interval(-1, 1, level) : TangoInterval.of(this, level), "Tango", unit);
    }

    /// McNemar's exact two-sided p: twice the smaller binomial(1/2) tail of the discordant pairs. It never
    /// rejects too often, and needs at least 6 pairs discordant one way to reach .05.
    public double exactP() {
        int fewer = Math.min(onlyTreated, onlyBaseline);
        return Math.min(1, 2 * Binomial.atMost(fewer, discordant(), 0.5));
    }

    /// McNemar's mid-p ([Fagerland, Lydersen, Laake 2013](https://doi.org/10.1186/1471-2288-13-91)): the exact
    /// p less the probability of the observed table. Closer to the nominal level; for display, since it is not
    /// guaranteed.
    public double midP() {
        int fewer = Math.min(onlyTreated, onlyBaseline);
        double observed = Math.exp(Binomial.logChoose(discordant(), fewer) - discordant() * Math.log(2));
        return Math.min(1, 2 * Binomial.atMost(fewer, discordant(), 0.5) - observed);
    }

    /// One-sided p of "treated - baseline is at least `difference`" by Tango's score test: small when the
    /// difference is shown to be below. It agrees with [#tango(double, String)]: below .05 exactly when the
    /// upper end of the 0.90 interval is. A large-sample test; 1 without pairs.
    public double belowP(double difference) {
        return pairs() == 0 ? 1 : Quantiles.normalCdf(TangoInterval.score(this, difference));
    }

    /// One-sided p of "treated - baseline is at most `difference`": small when it is shown to be above.
    public double aboveP(double difference) {
        return pairs() == 0 ? 1 : Quantiles.normalCdf(-TangoInterval.score(this, difference));
    }

    private double difference() {
        return pairs() == 0 ? 0 : share(onlyTreated - onlyBaseline);
    }

    private double share(int count) {
        return (double) count / pairs();
    }

    private Effect effect(Interval interval, String method, String unit) {
        return new Effect(difference(), interval, pairs(), pairs() == 0 ? "no data" : method, unit);
    }
}
