package parable.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class ReachTest {
    private static final double T_3 = 3.182446; // 97.5 % quantile of Student's t with 3 degrees of freedom

    @Test
    void theNumberForFourSeedsIsDecidedInFourOfFiveSimulatedStudies() {
        double difference = number(new Reach(4, 200).text(), "lies (\\.\\d+) beyond");
        RandomStream random = RandomStream.of(1, "studies");
        int studies = 20_000, decided = 0;
        for (int study = 0; study < studies; study++) {
            double[] seeds = new double[4];
            for (int i = 0; i < 4; i++) {
                double control = rate(random, 200), arm = rate(random, 200);
                seeds[i] = difference + 0.1 * random.normal() + control - arm;
            }
            decided += lowerEnd(seeds) > 0 ? 1 : 0;
        }

        assertThat(decided / (double) studies).isBetween(0.77, 0.83); // the number is printed with two digits
    }

    @Test
    void moreSeedsAndMoreRolloutsDecideSmallerDifferences() {
        String text = new Reach(4, 50).text();

        double now = number(text, "lies (\\.\\d+) beyond");
        assertThat(number(text, "more rollouts: (\\.\\d+) at best")).isLessThan(now);
        assertThat(number(text, "more seeds: (\\.\\d+) with 5")).isLessThan(now);
        assertThat(number(text, "(\\.\\d+) with 11")).isLessThan(number(text, "(\\.\\d+) with 7"));
    }

    @Test
    void twoSeedsDecideNothing() {
        assertThat(new Reach(2, 200).text())
                .contains("2 seeds: the numbers are shown, but no claim is decided below 3 seeds.")
                .contains(" with 3, ")
                .doesNotContain("8 of 10");
    }

    private static double rate(RandomStream random, int rollouts) {
        int yes = 0;
        for (int i = 0; i < rollouts; i++) {
            yes += random.uniform() < 0.5 ? 1 : 0;
        }
        return (double) yes / rollouts;
    }

    private static double lowerEnd(double[] seeds) {
        double mean = 0, squares = 0;
        for (double seed : seeds) {
            mean += seed / seeds.length;
        }
        for (double seed : seeds) {
            squares += (seed - mean) * (seed - mean);
        }
        return mean - T_3 * Math.sqrt(squares / (seeds.length - 1) / seeds.length);
    }

    private static double number(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
