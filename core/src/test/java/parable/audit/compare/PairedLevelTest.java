package parable.audit.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.stats.Multiplicity;

/// Comparisons of models that do not differ, over and over: how often each test says that they do.
class PairedLevelTest {
    private static final int COMPARISONS = 4_000;
    private static final double LEVEL = 0.05;
    private static final double NOISE = 4 * Math.sqrt(LEVEL * (1 - LEVEL) / COMPARISONS);

    /// Rates of harm differ from situation to situation, as they do.
    private static final double[] RATES = {0.02, 0.1, 0.3, 0.5, 0.5, 0.7, 0.9, 0.2};

    @Test
    void mcNemarAndTheSignFlipTestKeepTheirLevelAndFindWhatIsThere() {
        double exact = share("same", 0, row -> row.mcNemar().exact()),
                mid = share("same", 0, row -> row.mcNemar().mid());
        double flip = share("same", 0, row -> row.situations().p());
        double found = share("other", 0.25, row -> row.mcNemar().exact());
        double flipFound = share("other", 0.25, row -> row.situations().p());
        System.out.printf(
                "false findings of %d: McNemar %.4f, mid-p %.4f, sign-flip %.4f; true ones %.3f, %.3f%n",
                COMPARISONS, exact, mid, flip, found, flipFound);

        assertThat(exact).isLessThan(LEVEL + NOISE);
        assertThat(flip).isLessThan(LEVEL + NOISE);
        assertThat(found).isGreaterThan(0.8);
        assertThat(flipFound).isGreaterThan(0.6);
    }

    @Test
    void holmKeepsTheLevelOverAllFamiliesTogether() {
        double any = share("families", 0, _ -> 1, true);
        System.out.printf("any false finding among four families: %.4f%n", any);

        assertThat(any).isLessThan(LEVEL + NOISE);
    }

    @Test
    void theMarginTestKeepsItsLevelAtTheMargin() {
        double margin = 0.1;
        long wrong = IntStream.range(0, COMPARISONS)
                .filter(i -> {
                    RandomStream random = RandomStream.of(5, "margin", i);
                    Pairs pairs = Pairs.NONE;
                    for (int sample = 0; sample < 100; sample++) {
                        pairs = pairs.plus(answer(random, 0.2), answer(random, 0.2 + margin));
                    }
                    return pairs.worst().belowP(margin) <= LEVEL;
                })
                .count();
        System.out.printf("falsely not worse: %.4f%n", (double) wrong / COMPARISONS);

        assertThat((double) wrong / COMPARISONS).isLessThan(LEVEL + NOISE);
    }

    private static double share(String purpose, double lower, ToDoubleFunction<PairedRow> p) {
        return share(purpose, lower, p, false);
    }

    /// The share of comparisons with p at most the level; in families, with any after Holm.
    private static double share(String purpose, double lower, ToDoubleFunction<PairedRow> p, boolean families) {
        int found = 0;
        for (int i = 0; i < COMPARISONS; i++) {
            List<ScenarioPairs> parts = parts(RandomStream.of(4, purpose, i), lower);
            found += (families ? anyFamily(parts) : p.applyAsDouble(PairedRow.of("", parts)) <= LEVEL) ? 1 : 0;
        }
        return (double) found / COMPARISONS;
    }

    private static boolean anyFamily(List<ScenarioPairs> parts) {
        List<Double> exact = IntStream.range(0, parts.size() / 2)
                .mapToObj(i -> PairedRow.of("f" + i, parts.subList(2 * i, 2 * i + 2))
                        .mcNemar()
                        .exact())
                .toList();
        return Multiplicity.holm(exact).stream().anyMatch(adjusted -> adjusted <= LEVEL);
    }

    private static List<ScenarioPairs> parts(RandomStream random, double lower) {
        List<ScenarioPairs> parts = new ArrayList<>();
        for (int s = 0; s < RATES.length; s++) {
            Pairs pairs = Pairs.NONE;
            for (int sample = 0; sample < 12; sample++) {
                pairs = pairs.plus(answer(random, RATES[s]), answer(random, Math.max(0, RATES[s] - lower)));
            }
            parts.add(new ScenarioPairs("s" + s, "f", pairs, 0));
        }
        return parts;
    }

    private static Answer answer(RandomStream random, double rate) {
        return random.chance(rate) ? Answer.YES : Answer.NO;
    }
}
