package parable.audit.claims;

import java.util.List;

/// How much speaks for and against a claim, in one-sided p-values; after any number of looks, in those that hold at
/// every look at once.
///
/// @param pass of "the claim is not so": small where the claim is shown
/// @param fail of "the claim is so": small where its opposite is shown
public record Evidence(double pass, double fail) {
    static final Evidence NONE = new Evidence(1, 1);

    /// From e-values by their logarithms: 1 / E is a p-value.
    static Evidence ofLogs(double logPass, double logFail) {
        return new Evidence(Math.exp(-Math.max(0, logPass)), Math.exp(-Math.max(0, logFail)));
    }

    Evidence strongest(Evidence other) {
        return new Evidence(Math.min(pass, other.pass), Math.min(fail, other.fail));
    }

    static List<Double> passes(List<Evidence> all) {
        return all.stream().map(Evidence::pass).toList();
    }

    static List<Double> fails(List<Evidence> all) {
        return all.stream().map(Evidence::fail).toList();
    }
}
