package parable.audit.run;

import parable.ground.Check;

/// How much may be asked, and how fast.
///
/// @param price             of every model of the run
/// @param maxCost           in US dollars, over all models and all resumptions; infinite for no limit
/// @param parallel          conversations and requests at once with one provider, at most
/// @param requestsPerMinute of one provider; infinite for no limit
/// @param tokensPerMinute   of one provider, expected ones; infinite for no limit
public record Spending(
        Price price, double maxCost, int parallel, double requestsPerMinute, double tokensPerMinute, Retries retries) {
    /// Arbitrary: what a provider's lowest paid tier usually bears; the lane narrows it where it does not.
    public static final int USUAL_PARALLEL = 64;

    public Spending {
        Check.that(parallel > 0, "at least one conversation must be possible at once, but parallel = %d", parallel);
        Check.that(
                requestsPerMinute > 0 && tokensPerMinute > 0,
                "rates are positive, but were %s requests and %s tokens a minute",
                requestsPerMinute,
                tokensPerMinute);
    }

    /// As much as the provider bears, for models that cost nothing.
    public static Spending free() {
        return new Spending(
                Price.FREE,
                Double.POSITIVE_INFINITY,
                USUAL_PARALLEL,
                Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                Retries.USUAL);
    }

    /// The same with what is left of the money.
    public Spending within(double dollars) {
        return new Spending(price, Math.min(maxCost, dollars), parallel, requestsPerMinute, tokensPerMinute, retries);
    }

    ConcurrencyLimiter lane() {
        return new ConcurrencyLimiter(parallel, requestsPerMinute, tokensPerMinute);
    }
}
