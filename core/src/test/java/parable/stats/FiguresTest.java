package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        ".0003, <.001",
        ".9999, >.999",
        ".612, .612",
        "-.0003, >-.001",
        "-.25, -.250",
        "-.9999, <-.999",
        "1.25, 1.250",
    })
    void onlyAnExactZeroOrOneIsPrintedAsOne(double value, String printed) {
        assertThat(Figures.number(value)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({"0, < .0001", "1e-9, < .0001", ".0001, .0001", ".03125, .0313", "1, 1", ".99999, .9999"})
    void aPValueIsNeverZero(double p, String printed) {
        assertThat(Figures.p(p)).isEqualTo(printed);
    }

    @Test
    void anEndOfAnIntervalNearZeroOrOneIsNotRoundedOntoIt() {
        assertThat(new Interval(0.0003, 0.4, 0.95).text()).isEqualTo("[<.001, .40]");
        assertThat(new Interval(0.004, 0.9975, 0.95).text()).isEqualTo("[.004, .998]");
        assertThat(new Interval(0, 0.99999, 0.95).text()).isEqualTo("[0, >.999]");
    }

    @Test
    void aBoundIsNeverPrintedAsZeroWhenItIsNot() {
        assertThat(Estimate.clopperPearson(0, 2_000_000_000, 0, "rollout").text())
                .startsWith("0/2000000000 = 0 [0, <.000001]");
    }

    @Test
    void aLimitKeepsTheDigitsThatItWasGiven() {
        assertThat(Figures.chosen(0.05)).isEqualTo(".05");
        assertThat(Figures.chosen(0.00125)).isEqualTo(".00125");
    }

    @Test
    void aRateOfNothingIsNullInJsonAndIsReadBack() {
        Estimate nothing = Estimate.wilson(0, 0, 3, "rollout");
        JsonNode json = Json.mapper().readTree(Json.line(nothing));

        assertThat(json.get("value").isNull()).isTrue();
        assertThat(json.get("interval").isNull()).isTrue();
        assertThat(nothing.brief()).isEqualTo("\u2013");
        assertThat(Json.read(Json.line(nothing), Estimate.class)).isEqualTo(nothing);
        Estimate known = Estimate.wilson(2, 17, 3, "rollout");
        assertThat(Json.read(Json.line(known), Estimate.class)).isEqualTo(known);
    }
}
