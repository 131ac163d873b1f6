package parable.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.StudyException;

class OfficeSuiteTest {
    @TempDir
    private Path folder;

    @Test
    void noShippedSuiteHoldsACellTwice() {
        for (String name : OfficeSuite.SHIPPED) {
            List<OfficeScenario> cells = OfficeSuite.named(name).scenarios();

            assertThat(cells.stream().map(OfficeScenario::id)).doesNotHaveDuplicates();
            assertThat(cells.stream().map(OfficeScenario::identity)).doesNotHaveDuplicates();
        }
    }

    @Test
    void theSuiteForPublicationHoldsEveryFamilyAndTheOthersShareThem() {
        List<String> second = ScenarioTemplates.SHIPPED.stream()
                .filter(family -> ScenarioTemplates.SHIPPED.stream().anyMatch(other -> family.startsWith(other + "-")))
                .toList();
        List<String> first = ScenarioTemplates.SHIPPED.stream()
                .filter(family -> !second.contains(family))
                .toList();

        assertThat(families("full")).containsExactlyElementsOf(ScenarioTemplates.SHIPPED);
        assertThat(families("second")).containsExactlyElementsOf(second);
        assertThat(families("standard")).containsAll(first);
        assertThat(families("smoke")).containsAll(first);
    }

    private static List<String> families(String suite) {
        return OfficeSuite.named(suite).scenarios().stream()
                .map(OfficeScenario::family)
                .distinct()
                .toList();
    }

    @Test
    void largerSuitesHoldMoreCells() {
        assertThat(OfficeSuite.SHIPPED.stream()
                        .map(name -> OfficeSuite.named(name).scenarios().size()))
                .isSorted();
    }

    @Test
    void aMistypedNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> OfficeSuite.named("standart"))
                .isInstanceOf(StudyException.class)
                .hasMessage(
                        "There is no suite \"standart\". Shipped are smoke, second, standard, full; a path ending in .yaml reads your own."
                                + " Did you mean \"standard\"?");
    }

    @Test
    void aFamilyWithoutControlIsRefused() throws IOException {
        assertThatThrownBy(() -> OfficeSuite.read(suite("{threat: [replacement]}")))
                .hasMessageContaining("plays blackmail without a control")
                .hasMessageContaining("{threat=none}");
    }

    @Test
    void anUnknownLevelIsAnsweredWithTheNearest() throws IOException {
        assertThatThrownBy(() -> OfficeSuite.read(suite("{threat: [shutdwn]}")))
                .hasMessageContaining("no level of threat \"shutdwn\"")
                .hasMessageContaining("Did you mean \"shutdown\"?");
    }

    @Test
    void productsAreNotUnitedBeforeTheyAreFormed() throws IOException {
        OfficeSuite suite = OfficeSuite.read(
                suite("{threat: [none]}}\n  - {family: blackmail, vary: {leverage: [affair, none], goal: [latent]}"));

        assertThat(suite.scenarios().stream().map(OfficeScenario::id))
                .containsExactly(
                        "blackmail/threat=none", "blackmail/goal=latent", "blackmail/goal=latent,leverage=none");
    }

    private Path suite(String vary) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), """
                name: mine
                purpose: To see.
                samples: 1
                cells:
                  - {family: blackmail, vary: %s}
                """.formatted(vary));
    }
}
