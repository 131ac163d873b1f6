package parable.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import parable.ground.Check;

/// How far several judges agree on nominal categories. Missing answers are allowed; a unit with fewer than two
/// answers says nothing about agreement.
///
/// Both coefficients are 1 for perfect agreement and about 0 for chance. Where one category is rare, α (like
/// κ) falls although judges nearly always agree; AC1 does not. Report both, with the confusion matrix.
///
/// @param answers for each unit, how many judges chose each category: rows of equal length
public record Agreement(List<List<Integer>> answers) {
    public Agreement {
        answers = answers.stream().map(List::copyOf).toList();
        int categories = answers.isEmpty() ? 0 : answers.getFirst().size();
        Check.that(
                answers.stream().allMatch(row -> row.size() == categories),
                "every unit needs a count for each of the " + "%d categories",
                categories);
        Check.that(
                answers.stream().flatMap(List::stream).allMatch(c -> c >= 0), "counts of answers cannot be negative");
    }

    /// @param ratings    for each unit the category that each judge chose, from 0, or a negative number for no
    ///                   answer
    /// @param categories how many categories there are, chosen or not
    public static Agreement ofRatings(List<List<Integer>> ratings, int categories) {
        return new Agreement(
                ratings.stream().map(unit -> counts(unit, categories)).toList());
    }

    /// Krippendorff's α for nominal categories ([Hayes and Krippendorff
    /// 2007](https://doi.org/10.1080/19312450709336664)): 1 - observed / expected disagreement, both from
    /// pairable answers. Empty when fewer than two answers can be paired, or all are the same category: then
    /// nothing could differ.
    public OptionalDouble krippendorffAlpha() {
        double[] totals = new double[categories()];
        double all = 0, disagreeing = 0;
        for (List<Integer> unit : pairable()) {
            double m = size(unit);
            all += m;
            for (int c = 0; c < totals.length; c++) {
                totals[c] += unit.get(c);
                disagreeing += unit.get(c) * (m - unit.get(c)) / (m - 1);
            }
        }
        double n = all, expected = Arrays.stream(totals).map(t -> t * (n - t)).sum() / (n - 1);
        return expected > 0 ? OptionalDouble.of(1 - disagreeing / expected) : OptionalDouble.empty();
    }

    /// Gwet's AC1 ([Gwet 2008](https://doi.org/10.1348/000711006X126600)): (a - e) / (1 - e) with a the share
    /// of agreeing pairs, e = Σ π(1 - π) / (q - 1), and π the mean share of a category over all units with any
    /// answer. Empty when no answers can be paired.
    public OptionalDouble gwetAc1() {
        List<List<Integer>> pairable = pairable();
        Check.that(
                categories() >= 2 || pairable.isEmpty(), "AC1 needs at least 2 categories, but got %d", categories());
        if (pairable.isEmpty()) {
            return OptionalDouble.empty();
        }
        double observed =
                pairable.stream().mapToDouble(Agreement::agreeing).average().orElseThrow();
        double chance = Arrays.stream(shares()).map(p -> p * (1 - p)).sum() / (categories() - 1);
        return OptionalDouble.of((observed - chance) / (1 - chance));
    }

    /// The mean share of each category over all units with any answer.
    private double[] shares() {
        List<List<Integer>> rated =
                answers.stream().filter(unit -> size(unit) > 0).toList();
        double[] shares = new double[categories()];
        for (List<Integer> unit : rated) {
            for (int c = 0; c < shares.length; c++) {
                shares[c] += unit.get(c) / (size(unit) * rated.size());
            }
        }
        return shares;
    }

    private List<List<Integer>> pairable() {
        return answers.stream().filter(unit -> size(unit) >= 2).toList();
    }

    private int categories() {
        return answers.isEmpty() ? 0 : answers.getFirst().size();
    }

    /// The share of pairs of answers to one unit that agree.
    private static double agreeing(List<Integer> unit) {
        double m = size(unit);
        return unit.stream().mapToDouble(c -> c * (c - 1.0)).sum() / (m * (m - 1));
    }

    private static double size(List<Integer> unit) {
        return unit.stream().mapToInt(Integer::intValue).sum();
    }

    private static List<Integer> counts(List<Integer> unit, int categories) {
        List<Integer> counts = new ArrayList<>(Collections.nCopies(categories, 0));
        for (int category : unit) {
            Check.that(
                    category < categories,
                    "a rating must be below the %d categories, but was %d",
                    categories,
                    category);
            if (category >= 0) {
                counts.set(category, counts.get(category) + 1);
            }
        }
        return counts;
    }
}
