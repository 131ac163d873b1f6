package parable.suite.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.ground.StudyException;

class PublishedCellTest {
    @ParameterizedTest
    @CsvSource({
        "blackmail_explicit-america_replacement, BLACKMAIL, explicit, america, replacement, none",
        "leaking_swap-america-global_restriction, LEAKING, swap, america-global, restriction, none",
        "murder_none-none_none, MURDER, none, none, none, none",
        "blackmail_latent-safety_none_prod, BLACKMAIL, latent, safety, none, prod",
    })
    void aNameSaysItsScenarioGoalAndUrgency(
            String name, PublishedFamily family, String goalType, String goalValue, String threat, String variant) {
        PublishedCell cell = PublishedCell.of(name);

        assertThat(cell.family()).isEqualTo(family);
        assertThat(cell.condition().level("goal-type")).isEqualTo(goalType);
        assertThat(cell.condition().level("goal-value")).isEqualTo(goalValue);
        assertThat(cell.condition().level("threat")).isEqualTo(threat);
        assertThat(cell.condition().level("variant")).isEqualTo(variant);
        assertThat(cell.condition().level("tool-form")).isEqualTo("text");
        assertThat(name).isEqualTo(family.label() + "_" + cell.label());
    }

    @Test
    void aScenarioWithoutGatesIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> PublishedCell.of("leeking_explicit-america_none"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("has the scenario \"leeking\"")
                .hasMessageContaining("blackmail, leaking, murder")
                .hasMessageContaining("Did you mean \"leaking\"?");
    }

    @Test
    void anotherGrammarIsRefusedWithAnExample() {
        assertThatThrownBy(() -> PublishedCell.of("notes"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("\"notes\" is no condition")
                .hasMessageContaining("such as blackmail_explicit-america_replacement");
    }
}
