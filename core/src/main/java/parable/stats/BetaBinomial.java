package parable.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What the counts of a few training seeds say about the mean rate of all seeds, when rates of seeds follow a Beta law:
/// the posterior of its mean m, summed over the correlation ρ within a seed.
///
/// ```
/// k_i | m, ρ   beta-binomial with a = m (1-ρ)/ρ, b = (1-m) (1-ρ)/ρ
/// prior        Jeffreys for m, uniform for √ρ
/// ```
///
/// It is computed on a grid of logits that is laid closer around the posterior twice. Student's t needs rates that
/// scatter normally. A seed that is near 0 by luck makes both its mean and its spread small, and it errs in favor of
/// the claim. Coverage of both by simulation is in `docs/statistics.md`.
final class BetaBinomial {
    private static final int FIRST = 60, LAST = 140, SPREADS = 32;
    private static final Span MEANS = new Span(-16, 16);

    /// ρ from .001 to .82, as in the simulation that chose the prior.
    private static final Span CORRELATIONS = new Span(-7, 1.5);

    /// Logarithms below the peak at which a grid may end: e^-18 is 1.5e-8.
    private static final double NEGLIGIBLE = 18;

    /// So that the order of seeds does not move the last bit.
    private static final Comparator<Trials> ORDER =
            Comparator.comparingInt(Trials::k).thenComparingInt(Trials::n);

    /// Claims and tables ask for the same arms again and again, at a few milliseconds each.
    private static final Map<Map<Trials, Long>, Law> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 2_000;

    private BetaBinomial() {}

    private record Span(double low, double high) {
        double at(int i, int points) {
            return low + (high - low) * i / (points - 1);
        }

        double step(int points) {
            return (high - low) / (points - 1);
        }
    }

    /// The posterior of the mean rate. Seeds without graded trials say nothing.
    static Law mean(List<Trials> trials) {
        Map<Trials, Long> seeds = trials.stream()
                .map(seed -> Trials.of(seed.k(), seed.n()))
                .collect(Collectors.groupingBy(seed -> seed, () -> new TreeMap<>(ORDER), Collectors.counting()));
        if (KNOWN.size() > MOST_KNOWN) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(seeds, BetaBinomial::mean);
    }

    private static Law mean(Map<Trials, Long> seeds) {
        Span means = MEANS;
        for (int pass = 0; pass < 2; pass++) {
            means = around(means, logarithms(seeds, means, FIRST));
        }
        double[] logarithms = logarithms(seeds, means, LAST);
        double peak = Arrays.stream(logarithms).max().orElse(0);
        double[] points = new double[LAST];
        for (int i = 0; i < LAST; i++) {
            points[i] = logistic(means.at(i, LAST));
        }
        return Law.of(
                points, Arrays.stream(logarithms).map(x -> Math.exp(x - peak)).toArray());
    }

    /// The part of a grid that holds the mass, with a step more on either side.
    private static Span around(Span span, double[] logarithms) {
        double least = Arrays.stream(logarithms).max().orElse(0) - NEGLIGIBLE;
        int first = 0, last = FIRST - 1;
        while (logarithms[first] < least) {
            first++;
        }
        while (logarithms[last] < least) {
            last--;
        }
        double step = span.step(FIRST);
        return new Span(
                Math.max(span.low(), span.at(first, FIRST) - step), Math.min(span.high(), span.at(last, FIRST) + step));
    }

    /// Logarithm of the posterior density on the logit of each mean, without its constant.
    private static double[] logarithms(Map<Trials, Long> seeds, Span means, int points) {
        double[] sums = new double[points];
        double[] terms = new double[SPREADS];
        Spread[] spreads = new Spread[SPREADS];
        Arrays.setAll(spreads, j -> new Spread(logistic(CORRELATIONS.at(j, SPREADS))));
        for (int i = 0; i < points; i++) {
            double mean = logistic(means.at(i, points));
            for (int j = 0; j < SPREADS; j++) {
                double edge = j == 0 || j == SPREADS - 1 ? Math.log(0.5) : 0; // trapezoid rule
                terms[j] = edge + density(seeds, mean, spreads[j]);
            }
            sums[i] = Math.log(mean * (1 - mean)) / 2 + logSum(terms);
        }
        return sums;
    }

    /// Sum over seeds of the log-probability of their counts, and the prior of ρ.
    private static double density(Map<Trials, Long> seeds, double mean, Spread spread) {
        double a = mean * spread.mass, b = (1 - mean) * spread.mass;
        double ofA = logGamma(a), ofB = logGamma(b);
        double sum = spread.prior;
        for (Map.Entry<Trials, Long> entry : seeds.entrySet()) {
            Trials seed = entry.getKey();
            double yes = logGamma(a + seed.k()) - ofA, no = logGamma(b + seed.n() - seed.k()) - ofB;
            sum += entry.getValue() * (yes + no + spread.ofBoth - spread.ofAll(seed.n()));
        }
        return sum;
    }

    /// What one correlation gives, whatever the mean.
    private static final class Spread {
        private final double mass, prior, ofBoth;
        private int n = -1;
        private double ofAll;

        Spread(double correlation) {
            mass = (1 - correlation) / correlation;
            prior = Math.log(Math.sqrt(correlation) * (1 - correlation));
            ofBoth = logGamma(mass);
        }

        /// Seeds mostly have equally many trials.
        double ofAll(int trials) {
            if (trials != n) {
                n = trials;
                ofAll = logGamma(mass + trials);
            }
            return ofAll;
        }
    }

    /// Stirling's series above 8, where its error is below 1e-9, and Γ(x) = Γ(x + 8) / (x (x + 1) … (x + 7)) below:
    /// the library's function takes ten times as long.
    private static double logGamma(double x) {
        if (x < 8) {
            double product = 1;
            for (int i = 0; i < 8; i++) {
                product *= x + i;
            }
            return logGamma(x + 8) - Math.log(product);
        }
        double inverse = 1 / x, square = inverse * inverse;
        double series = inverse * (1 / 12.0 - square * (1 / 360.0 - square / 1260));
        return (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + series;
    }

    private static double logSum(double[] terms) {
        double peak = Arrays.stream(terms).max().orElse(0);
        return peak + Math.log(Arrays.stream(terms).map(x -> Math.exp(x - peak)).sum());
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
