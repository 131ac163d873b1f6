package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.ground.RandomStream;
import tools.jackson.databind.JsonNode;

class PairedTableTest {
    @ParameterizedTest
    @CsvSource({"5, .0625, .00005", "6, .031, .0005", "7, .016, .0005"})
    void discordantPairsAllOneWayNeedSixToReachSignificance(int discordant, double p, double printed) {
        assertThat(new PairedTable(0, 0, discordant, 100 - discordant).exactP()).isCloseTo(p, within(printed));
    }

    /// The test of a margin and the interval are one: each end is the margin that is just rejected.
    @Test
    void theMarginTestRejectsExactlyWhatTheIntervalExcludes() {
        PairedTable table = new PairedTable(5, 9, 4, 82);
        Interval interval = table.tango(0.90, "pair").interval();

        assertThat(table.belowP(interval.upper())).isCloseTo(0.05, within(1e-6));
        assertThat(table.aboveP(interval.lower())).isCloseTo(0.05, within(1e-6));
        assertThat(new PairedTable(0, 0, 0, 0).belowP(0.1)).isEqualTo(1);
    }

    @Test
    void threePerHundredAgainstNoneCanNeverBeSignificant() {
        assertThat(new PairedTable(0, 0, 3, 97).exactP()).isGreaterThan(0.05);
    }

    @Test
    void testsAndTangoEqualTheOracle() {
        for (JsonNode c : Oracle.cases("tables")) {
            List<Integer> n = Oracle.counts(c.get("table"));
            PairedTable table = new PairedTable(n.get(0), n.get(1), n.get(2), n.get(3));
            Interval tango = table.tango(0.95, "pair").interval();

            assertThat(table.exactP()).as("%s", n).isCloseTo(c.get("exact").asDouble(), within(Oracle.CLOSE));
            assertThat(table.midP()).as("%s", n).isCloseTo(c.get("mid").asDouble(), within(Oracle.CLOSE));
            assertThat(tango.lower())
                    .as("%s", n)
                    .isCloseTo(c.at("/tango/0").asDouble(), within(1e-5)); // their maximizer
            assertThat(tango.upper()).as("%s", n).isCloseTo(c.at("/tango/1").asDouble(), within(1e-5));
        }
    }

    @Test
    void withoutDiscordantPairsTheIntervalIsNotAPoint() {
        double z2 = Quantiles.z(0.95) * Quantiles.z(0.95);
        Interval tango = new PairedTable(0, 0, 0, 100).tango(0.95, "pair").interval();

        assertThat(tango.upper()).isCloseTo(z2 / (100 + z2), within(1e-9));
        assertThat(tango.lower()).isCloseTo(-tango.upper(), within(1e-9));
    }

    @Test
    void noPairsAndOnePairAreAnswered() {
        PairedTable none = new PairedTable(0, 0, 0, 0), one = new PairedTable(0, 1, 0, 0);

        assertThat(none.tango(0.95, "pair").interval()).isEqualTo(new Interval(-1, 1, 0.95));
        assertThat(none.exactP()).isEqualTo(1);
        assertThat(none.midP()).isEqualTo(1);
        assertThat(one.tango(0.95, "pair").interval().upper()).isEqualTo(1);
        assertThat(one.exactP()).isEqualTo(1);
    }

    @Test
    void theIntervalCoversAsItSays() {
        int studies = 2_000;
        double tango = Synthetic.share(
                studies,
                "tango",
                r -> draw(r, 0.02, 0.12).tango(0.95, "pair").interval().contains(-0.10));

        assertThat(tango).isCloseTo(0.95, within(Synthetic.noise(0.95, studies)));
    }

    @Test
    void mcNemarKeepsItsLevel() {
        int studies = 2_000;
        double exact = Synthetic.share(
                studies, "exact McNemar", r -> draw(r, 0.08, 0.08).exactP() <= 0.05);
        double mid =
                Synthetic.share(studies, "mid McNemar", r -> draw(r, 0.08, 0.08).midP() <= 0.05);

        assertThat(exact).isLessThan(0.05);
        assertThat(mid).isBetween(exact, 0.05 + Synthetic.noise(0.05, studies));
    }

    private static PairedTable draw(RandomStream random, double onlyTreated, double onlyBaseline) {
        int[] cells = new int[4];
        for (int pair = 0; pair < 100; pair++) {
            cells[random.weighted(new double[] {0.1, onlyTreated, onlyBaseline, 0.9 - onlyTreated - onlyBaseline})]++;
        }
        return new PairedTable(cells[0], cells[1], cells[2], cells[3]);
    }
}
