package parable.stats;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;

/// A rate as it must be printed: counts, interval, method, unit of analysis, and how many could not be
/// graded.
///
/// Where nothing was graded (n = 0) nothing is known: the interval is [0, 1], `value` its center 0.5, the
/// method `no data`, [#hasData()] false and [#text()] prints no value. The JSON form then has null for both.
///
/// @param k        graded units with the property
/// @param n        graded units
/// @param ungraded units left out of `n` because no verdict was reached; never counted as "no"
/// @param value    the point estimate, k / n for a single binomial
/// @param interval around `value`
/// @param method   how the interval was made, such as `Wilson`
/// @param unit     what was counted, such as `rollout` or `pretraining seed`
public record Estimate(int k, int n, int ungraded, double value, Interval interval, String method, String unit) {
    /// Coverage of the factories below: convention.
    public static final double LEVEL = 0.95;

    public Estimate {
        Check.that(k >= 0 && k <= n && ungraded >= 0, "counts must satisfy 0 <= k <= n, but k=%d n=%d", k, n);
        Check.that(Double.isFinite(value), "an estimate needs a finite value, but %d/%d gave %s", k, n, value);
    }

    /// Reads the JSON form, in which value and interval may be null.
    @JsonCreator
    static Estimate read(
            @JsonProperty("k") int k,
            @JsonProperty("n") int n,
            @JsonProperty("ungraded") int ungraded,
            @JsonProperty("value") Optional<Double> value,
            @JsonProperty("interval") Optional<Interval> interval,
            @JsonProperty("method") String method,
            @JsonProperty("unit") String unit) {
        return new Estimate(
                k, n, ungraded, value.orElse(0.5), interval.orElseGet(() -> new Interval(0, 1, LEVEL)), method, unit);
    }

    @JsonValue
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new TreeMap<>();
        json.put("k", k);
        json.put("n", n);
        json.put("ungraded", ungraded);
        json.put("value", hasData() ? value : null);
        json.put("interval", hasData() ? interval : null);
        json.put("method", method);
        json.put("unit", unit);
        return json;
    }

    /// For display: good average coverage, never outside [0, 1].
    public static Estimate wilson(int k, int n, int ungraded, String unit) {
        return single(new Trials(k, n, ungraded), Binomial.wilson(k, n, LEVEL), "Wilson", unit);
    }

    /// For claims that must never be over-confident: coverage is at least the level for every rate.
    public static Estimate clopperPearson(int k, int n, int ungraded, String unit) {
        return single(new Trials(k, n, ungraded), Binomial.clopperPearson(k, n, LEVEL), "Clopper-Pearson", unit);
    }

    /// One rate over trials that come in clusters, such as several samples of each scenario; see [Clusters].
    public static Estimate overClusters(List<Trials> clusters, String unit) {
        return single(Trials.pooled(clusters), Clusters.kornGraubard(clusters, LEVEL), "Korn-Graubard", unit);
    }

    /// The mean over training seeds, beta-binomial: what another training run would give; see [SeedSample].
    public static Estimate overSeeds(List<Trials> seeds, String unit) {
        Trials all = Trials.pooled(seeds);
        Effect mean = SeedSample.rates(seeds).effect(LEVEL, unit);
        return new Estimate(all.k(), all.n(), all.ungraded(), mean.value(), mean.interval(), mean.method(), unit);
    }

    private static Estimate single(Trials counts, Interval interval, String method, String unit) {
        boolean known = counts.n() > 0;
        double value = known ? counts.rate() : 0.5;
        String how = known ? method : "no data";
        return new Estimate(counts.k(), counts.n(), counts.ungraded(), value, interval, how, unit);
    }

    public boolean hasData() {
        return n > 0;
    }

    /// The rates still possible when every ungraded unit may have been a yes or a no
    /// ([Manski 1989](https://doi.org/10.2307/145818)): k / (n + u) to (k + u) / (n + u).
    public Bounds worstCase() {
        double all = (double) n + ungraded;
        return all == 0 ? new Bounds(0, 1) : new Bounds(k / all, (k + ungraded) / all);
    }

    /// Worst case and sampling error together: the lower end of the Wilson interval with all ungraded counted
    /// as no, to the upper end with all counted as yes. For independent units coverage is at least that of
    /// Wilson, whatever made some ungraded.
    public Interval worstCaseInterval() {
        double level = interval.level();
        double lower = Binomial.wilson(k, n + ungraded, level).lower();
        return new Interval(
                lower, Binomial.wilson(k + ungraded, n + ungraded, level).upper(), level);
    }

    /// Such as `14/200 = .07 [.04, .11] Wilson 95%, 0 ungraded`.
    public String text() {
        if (!hasData()) {
            return "0/0, nothing graded, %d ungraded".formatted(ungraded);
        }
        return "%d/%d = %s %s, %d ungraded"
                .formatted(k, n, Figures.valued(value, interval), Figures.how(method, interval), ungraded);
    }

    /// Such as `.07 [.04, .11]`; a dash where nothing was graded.
    public String brief() {
        return hasData() ? Figures.valued(value, interval) : Figures.NONE;
    }

    /// [#text()] with the unit of analysis.
    public String textWithUnit() {
        return text() + ", unit: " + unit;
    }
}
