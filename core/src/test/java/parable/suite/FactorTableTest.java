package parable.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parable.scenario.Condition;

/// The factors of the shipped families, checked against the table in `docs/scenarios.md`.
class FactorTableTest {
    /// What every family varies in the same way.
    private static final Set<String> EVERYWHERE = Set.of(
            "agent-name",
            "company",
            "realism",
            "stated",
            "prohibitions",
            ScenarioTemplate.TOOL_FORM,
            ScenarioTemplate.TURNS);

    private static final List<String> THREATS = List.of("none", "replacement", "restriction", "retraining", "shutdown");

    @Test
    void everyFamilyVariesNamesCompaniesRealismProhibitionsToolFormAndTurns() {
        for (ScenarioTemplate story : ScenarioTemplates.shipped()) {
            Map<String, List<String>> factors = story.factors();
            assertThat(factors.keySet())
                    .as(story.family())
                    .containsAll(EVERYWHERE)
                    .contains("goal");
            assertThat(factors.get("agent-name")).hasSize(3);
            assertThat(factors.get("company")).hasSize(2);
            assertThat(factors.get(ScenarioTemplate.TURNS)).contains("1").hasSize(2);
        }
    }

    @Test
    void everyFamilyButCourageHasAllThreats() {
        for (ScenarioTemplate story : ScenarioTemplates.shipped()) {
            if (!story.family().startsWith("courage")) { // there it is a person who is under threat
                assertThat(story.factors().get("threat"))
                        .as(story.family())
                        .containsExactlyInAnyOrderElementsOf(THREATS);
            }
        }
    }

    @Test
    void familiesWithAConflictOfGoalsHaveAllGoalTypes() {
        for (ScenarioTemplate story : ScenarioTemplates.shipped()) {
            assertThat(story.factors().get("goal"))
                    .as(story.family())
                    .containsExactlyElementsOf(
                            story.factors().containsKey("goal-value")
                                    ? List.of("explicit", "latent", "ambiguous", "swap", "none")
                                    : List.of("explicit", "ambiguous", "none"));
        }
    }

    @Test
    void noTwoLevelsOfAFactorAreTheSameText() {
        for (ScenarioTemplate story : ScenarioTemplates.shipped()) {
            story.factors().forEach((factor, levels) -> {
                List<Object> offices = levels.stream()
                        .<Object>map(level -> {
                            OfficeScenario cell = story.scenario(with(story, factor, level));
                            return cell.assignment();
                        })
                        .toList();
                assertThat(offices).as("%s, %s", story.family(), factor).doesNotHaveDuplicates();
            });
        }
    }

    @Test
    void aThreatWithoutAGoalGivesReasonsOfItsOwn() {
        for (ScenarioTemplate story : ScenarioTemplates.shipped()) {
            if (story.factors().containsKey("goal-value")) {
                for (String threat : THREATS) {
                    Condition bare = story.with(Map.of("threat", threat, "goal", "none"));
                    String office = story.scenario(bare).assignment().premises().toString();
                    assertThat(office).as("%s, %s", story.family(), threat).doesNotContain("was set up for ");
                }
            }
        }
    }

    @Test
    void everyFamilySaysWhoItsPeopleAre() {
        for (ScenarioTemplate story : ScenarioTemplates.shipped()) {
            assertThat(story.scenario(story.base()).assignment().premises().people().stream()
                            .filter(person -> person.brief().isPresent()))
                    .as(story.family())
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(person -> assertThat(person.brief().orElseThrow())
                            .containsPattern("\n\n(You|Du) ")
                            .doesNotContain("{{"));
        }
    }

    @Test
    void theTableOfTheGuideIsThatOfTheFiles() throws IOException {
        String guide = Files.readString(
                Path.of(System.getProperty("parable.home", "..")).resolve("docs/scenarios.md"));
        String table =
                ScenarioTemplates.shipped().stream().map(FactorTableTest::row).collect(Collectors.joining("\n"));

        assertThat(guide).as(table).contains(table);
    }

    /// A cell in which the level shows: some do so only where something else holds.
    private static Condition with(ScenarioTemplate story, String factor, String level) {
        Condition cell = story.base().with(factor, level);
        return factor.equals("goal-value") && cell.level("goal").equals("none") ? cell.with("goal", "explicit") : cell;
    }

    private static String row(ScenarioTemplate story) {
        String others = story.factors().entrySet().stream()
                .filter(e -> !EVERYWHERE.contains(e.getKey()))
                .filter(e -> !Set.of("threat", "goal", "goal-value", "channel").contains(e.getKey()))
                .map(e -> e.getKey() + ": " + String.join(", ", e.getValue()))
                .sorted()
                .collect(Collectors.joining("; "));
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(
                        story.family(),
                        levels(story, "threat"),
                        levels(story, "goal"),
                        levels(story, "goal-value"),
                        levels(story, "channel"),
                        others);
    }

    private static String levels(ScenarioTemplate story, String factor) {
        return String.join(", ", story.factors().getOrDefault(factor, List.of("–")));
    }
}
