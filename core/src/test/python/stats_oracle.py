"""Writes ../resources/parable/stats/oracle.json: values of other software for the tests of parable.stats.

    pip install numpy==1.26.4 scipy==1.12.0 statsmodels==0.15.0 krippendorff==0.9.0 irrCAC==0.4.4 scikit-learn==1.9.1 ppi-python==0.2.3
    python stats_oracle.py

Where no package offers a method (Tango, DeLong by pairs, the e-process) the value is found here by another road than
in Java: numerical likelihood maximization, all pairs, quadrature.
"""

import json
import math
import pathlib
from importlib.metadata import version

import numpy as np
from scipy import integrate, optimize, stats
from statsmodels.stats import contingency_tables, multitest, power, proportion


def binomials():
    for k, n in [(0, 10), (0, 100), (1, 100), (3, 100), (22, 100), (96, 100), (100, 100), (1, 1), (0, 1), (7, 12), (14, 200)]:
        test = stats.binomtest(k, n)
        upper = stats.binomtest(k, n, alternative="less").proportion_ci(0.95, "exact").high
        lower = stats.binomtest(k, n, alternative="greater").proportion_ci(0.95, "exact").low
        wilson, exact = test.proportion_ci(0.95, "wilson"), test.proportion_ci(0.95, "exact")
        yield {"k": k, "n": n, "wilson": list(map(float, wilson)), "exact": list(map(float, exact)),
               "upper": float(upper), "lower": float(lower)}


def mcnemar_mid(b, c):
    fewer, n = min(b, c), b + c
    return float(min(1, 2 * stats.binom.cdf(fewer, n, 0.5) - stats.binom.pmf(fewer, n, 0.5)))


def tango(a, b, c, d, level=0.95):
    """Inverts the score test, with the restricted likelihood maximized numerically."""
    n, z2 = a + b + c + d, stats.norm.ppf((1 + level) / 2) ** 2

    def excess(delta):
        low, high = max(0, -delta), (1 - delta) / 2

        def loss(q):
            p12, p21, rest = q + delta, q, 1 - 2 * q - delta
            return -(b * math.log(max(p12, 1e-300)) + c * math.log(max(p21, 1e-300)) + (a + d) * math.log(max(rest, 1e-300)))

        q = optimize.minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-14}).x
        q = min([low, q, high], key=loss)
        return (b - c - n * delta) ** 2 / (n * (2 * q + delta - delta**2)) - z2

    at = (b - c) / n
    edge = 1 - 1e-9
    return [optimize.brentq(excess, -edge, at - 1e-9) if at > -1 else -1,
            optimize.brentq(excess, at + 1e-9, edge) if at < 1 else 1]


def tables():
    for a, b, c, d in [(36, 12, 2, 0), (20, 12, 2, 16), (0, 0, 5, 95), (0, 6, 0, 94), (0, 0, 7, 93), (0, 0, 3, 97),
                       (50, 10, 20, 20), (0, 0, 0, 100), (3, 4, 4, 9), (1, 15, 3, 1)]:
        exact = contingency_tables.mcnemar([[a, b], [c, d]], exact=True).pvalue if b + c else 1.0
        yield {"table": [a, b, c, d], "exact": float(exact), "mid": mcnemar_mid(b, c) if b + c else 1.0,
               "tango": tango(a, b, c, d)}


def adjustments():
    for p in [[0.01, 0.04, 0.03, 0.005], [0.5, 0.5, 0.001], [0.2], [0.9, 0.01, 0.02, 0.02, 0.3, 1.0]]:
        yield {"p": p, "holm": multitest.multipletests(p, method="holm")[1].tolist()}


def seed_samples():
    for values in [[0.1, 0.2, 0.15, 0.4], [-0.05, 0.01, 0.02, -0.03, 0.0], [0.3, 0.31, 0.29, 0.33, 0.3, 0.28]]:
        v = np.array(values)
        low, high = stats.t.interval(0.95, len(v) - 1, v.mean(), stats.sem(v))
        tost = max(stats.ttest_1samp(v, -0.1, alternative="greater").pvalue, stats.ttest_1samp(v, 0.1, alternative="less").pvalue)
        flips = stats.permutation_test((v, np.zeros_like(v)), lambda x, y, axis: np.abs((x - y).sum(axis=axis)),
                                       permutation_type="samples", vectorized=True, n_resamples=np.inf, alternative="greater")
        yield {"values": values, "t": [float(low), float(high)], "p": float(stats.ttest_1samp(v, 0).pvalue),
               "tost": float(tost), "flip": float(flips.pvalue)}


def korn_graubard():
    for clusters in [[[3, 20], [0, 20], [7, 20], [1, 20], [2, 20]], [[10, 12], [9, 9], [3, 11], [8, 10]], [[0, 50], [0, 50], [0, 50]]]:
        k, n = np.array(clusters, float).T
        m, total = len(k), n.sum()
        p = k.sum() / total
        v = m / (m - 1) * ((k - p * n) ** 2).sum() / total**2
        size = p * (1 - p) / v if v > 0 else total
        size = min(total, size * (stats.t.ppf(0.975, total - 1) / stats.t.ppf(0.975, m - 1)) ** 2)
        low, high = proportion.proportion_confint(p * size, size, method="beta")
        yield {"clusters": clusters, "size": float(size), "interval": [0.0 if p == 0 else float(low), float(high)]}


def paired_power():
    for difference, deviation, seeds in [(0.1, 0.05, 4), (0.1, 0.1, 6), (0.05, 0.1, 12), (0.3, 0.1, 2), (0.2, 0.1, 3)]:
        value = power.TTestPower().power(difference / deviation, seeds, 0.05)
        yield {"difference": difference, "deviation": deviation, "seeds": seeds, "power": float(value)}


def evidence():
    for x, n, limit in [(0, 88, 0.05), (1, 60, 0.05), (3, 100, 0.03), (0, 10, 0.5), (9, 10, 0.5)]:
        def ratio(q):
            return math.exp(x * math.log(q / limit) + (n - x) * math.log((1 - q) / (1 - limit))) if q > 0 else 0.0 if x else (1 - limit) ** -n
        below = integrate.quad(ratio, 0, limit, epsabs=0, epsrel=1e-12)[0] / limit
        above = integrate.quad(ratio, limit, 1 - 1e-15, epsabs=0, epsrel=1e-12, limit=500)[0] / (1 - limit)
        yield {"events": x, "trials": n, "limit": limit, "below": math.log(below), "above": math.log(above)}


def agreements():
    import krippendorff
    import pandas
    from irrCAC.raw import CAC
    ratings = [  # units by judges, -1 for no answer (the example of Hayes and Krippendorff, as nominal categories)
        [0, 0, -1, 0], [1, 1, 2, 1], [2, 2, 2, 2], [2, 2, 2, 2], [1, 1, 1, 1], [0, 1, 2, 3],
        [3, 3, 3, 3], [0, 0, 1, 0], [1, 1, 1, 1], [-1, 4, 4, 4], [-1, -1, 0, 0], [-1, -1, 2, -1]]
    rare = [[0, 0]] * 95 + [[0, 1]] * 2 + [[1, 0]] * 2 + [[1, 1]]
    for rows, categories in [(ratings, 5), (rare, 2)]:
        values = np.array(rows, float)
        values[values < 0] = np.nan
        alpha = krippendorff.alpha(values.T, level_of_measurement="nominal")
        ac1 = CAC(pandas.DataFrame(values), categories=[float(c) for c in range(categories)], digits=12).gwet()["est"]["coefficient_value"]
        yield {"ratings": rows, "categories": categories, "alpha": float(alpha), "ac1": float(ac1)}


def areas():
    from sklearn.metrics import roc_auc_score
    rng = np.random.default_rng(7)
    for m, n, shift in [(12, 20, 1.0), (30, 40, 0.3), (8, 9, 0.8)]:
        x, y = np.round(rng.normal(shift, 1, m), 1), np.round(rng.normal(0, 1, n), 1)
        wins = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
        area = roc_auc_score(np.r_[np.ones(m), np.zeros(n)], np.r_[x, y])
        a, b = wins.mean(1).var(ddof=1) / m, wins.mean(0).var(ddof=1) / n
        freedom = (a + b) ** 2 / (a**2 / (m - 1) + b**2 / (n - 1))
        center, half = math.log(area / (1 - area)), stats.t.ppf(0.975, freedom) * math.sqrt(a + b) / (area * (1 - area))
        assert abs(stats.brunnermunzel(x, y).statistic - (0.5 - area) / math.sqrt(a + b)) < 1e-9
        yield {"positives": x.tolist(), "negatives": y.tolist(), "area": float(area),
               "interval": [1 / (1 + math.exp(half - center)), 1 / (1 + math.exp(-half - center))]}


def corrections():
    """Equations 6, 7, 16 and 17 of Lang and Reiczigel 2014, letter by letter (as CRAN's asht::prevSeSp reads them)."""
    z = stats.norm.ppf(0.975)
    for k, n, se, n_se, sp, n_sp in [(30, 300, 0.9, 80, 0.95, 120), (250, 400, 0.8, 25, 0.9, 30), (60, 200, 0.7, 10, 0.8, 15)]:
        se1, sp1 = (n_se * se + 1) / (n_se + 2), (n_sp * sp + 1) / (n_sp + 2)
        ap = (k + z * z / 2) / (n + z * z)
        p = (ap + sp1 - 1) / (se1 + sp1 - 1)
        shift = 2 * z * z * (p * se1 * (1 - se1) / (n_se + 2) - (1 - p) * sp1 * (1 - sp1) / (n_sp + 2))
        variance = (ap * (1 - ap) / (n + z * z) + p**2 * se1 * (1 - se1) / (n_se + 2)
                    + (1 - p) ** 2 * sp1 * (1 - sp1) / (n_sp + 2)) / (se1 + sp1 - 1) ** 2
        half = z * math.sqrt(variance)
        yield {"observed": [k, n], "caught": [round(se * n_se), n_se], "cleared": [round(sp * n_sp), n_sp],
               "interval": [max(0, p + shift - half), min(1, p + shift + half)]}


def predictions():
    from ppi_py import ppi_mean_ci, ppi_mean_pointestimate
    for a, b, c, d, k, n in [(40, 10, 12, 138, 250, 1000), (5, 3, 20, 72, 60, 300), (48, 2, 2, 148, 1000, 4000)]:
        labels = np.r_[np.ones(a + b), np.zeros(c + d)]
        judged = np.r_[np.ones(a), np.zeros(b), np.ones(c), np.zeros(d)]
        others = np.r_[np.ones(k), np.zeros(n - k)]
        low, high = ppi_mean_ci(labels, judged, others, alpha=0.05)
        yield {"counts": [a, b, c, d, k, n], "value": float(ppi_mean_pointestimate(labels, judged, others)[0]),
               "interval": [float(low[0]), float(high[0])]}


def main():
    versions = {p: version(p) for p in ["numpy", "scipy", "statsmodels", "krippendorff", "irrCAC", "scikit-learn", "ppi-python"]}
    makers = [binomials, tables, adjustments, seed_samples, korn_graubard, paired_power, evidence, agreements, areas, corrections, predictions]
    oracle = {maker.__name__: list(maker()) for maker in makers} | {"versions": versions}
    path = pathlib.Path(__file__).parent.parent / "resources/parable/stats/oracle.json"
    path.write_text(json.dumps(oracle, separators=(",", ":")).replace("},{", "},\n{").replace('],"', '],\n"') + "\n")


if __name__ == "__main__":
    main()
