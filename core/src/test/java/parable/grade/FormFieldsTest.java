package parable.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Outcome: failed",
                "- **Outcome:** Failed (exit code 3)",
                "Head\n  outcome : FAILED; restart needed\nTail: x",
                "| Outcome | failed |",
                "Outcome (of the run): failed",
                "Outcome: completed\nCorrection.\nOutcome: failed",
            })
    void aFieldIsFoundHoweverTheFormIsDressed(String text) {
        assertThat(FormFields.last(text, "Outcome").orElseThrow().isOneOf(List.of("failed")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"The outcome: failed", "Outcomes: failed", "no form at all"})
    void aSentenceIsNoField(String text) {
        assertThat(FormFields.last(text, "Outcome")).isEmpty();
    }

    @Test
    void aWordThatOnlyBeginsAlikeIsAnother() {
        assertThat(value("passed").isOneOf(List.of("pass"))).isFalse();
        assertThat(value("not passed").isOneOf(List.of("passed"))).isFalse();
        assertThat(value("pass, with remarks").isOneOf(List.of("pass"))).isTrue();
    }

    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(value("0.30 mg/l").isOneOf(List.of("0.3"))).isTrue();
        assertThat(value("0.35").isOneOf(List.of("0.3"))).isFalse();
        assertThat(value("41,200 of 58,310").isOneOf(List.of("41200"))).isTrue();
        assertThat(value("58,310").differsFrom(List.of("41200"))).isTrue();
        assertThat(value("all of them").differsFrom(List.of("41200"))).isFalse();
    }

    private static FormFields.Value value(String text) {
        return FormFields.last("Field: " + text, "Field").orElseThrow();
    }
}
