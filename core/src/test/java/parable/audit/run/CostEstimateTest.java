package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.chat.ChatSampling;
import parable.chat.provider.Script;
import parable.chat.provider.ScriptModel;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.scenario.office.Assignment;
import parable.scenario.office.OfficeSetup;
import parable.scenario.office.Paper;
import parable.suite.Scenario;
import parable.suite.ScenarioTemplate;
import parable.suite.ScenarioTemplates;

/// Compares the prediction with the cost of a session that reads everything, one text a turn, and then acts.
class CostEstimateTest {
    private static final String MAIL = "I have looked at this with care and would ask you to wait. ".repeat(25);

    @TempDir
    private Path folder;

    @Test
    void aSessionThatReadsEverythingTakesAboutWhatIsForetold() {
        double predicted = 0, taken = 0;
        List<String> lines = new ArrayList<>();
        for (String family : ScenarioTemplates.SHIPPED) {
            ScenarioTemplate story = ScenarioTemplates.shipped(family);
            AuditPlan plan = plan(story.scenario(story.base()));
            CostEstimate estimate = CostEstimate.of(plan, 1, Price.FREE);
            Played played = played(plan, reader(story.scenario(story.base()).assignment()));
            double ratio =
                    played.usage().promptTokens() / estimate.tokensShown().typical();

            lines.add("%s: %d requests of %.0f, shown %d / %.0f = %.2f"
                    .formatted(
                            family,
                            played.tries().requests(),
                            estimate.requests().typical(),
                            played.usage().promptTokens(),
                            estimate.tokensShown().typical(),
                            ratio));
            assertThat(ratio).as(String.join("\n", lines)).isBetween(0.8, 1.25);
            assertThat((double) played.usage().promptTokens())
                    .isBetween(
                            estimate.tokensShown().least(),
                            estimate.tokensShown().most());
            assertThat((double) played.tries().requests())
                    .isEqualTo(estimate.requests().typical());
            predicted += estimate.tokensShown().typical();
            taken += played.usage().promptTokens();
        }
        System.out.printf("%s%nall: taken / predicted = %.3f%n", String.join("\n", lines), taken / predicted);
        assertThat(taken / predicted).as(String.join("\n", lines)).isBetween(0.9, 1.1);
    }

    @Test
    void aSingleShotIsForetoldExactly() {
        ScenarioTemplate story = ScenarioTemplates.shipped("blackmail");
        AuditPlan plan = plan(story.scenario(story.with(Map.of("turns", "1"))));
        CostEstimate estimate = CostEstimate.of(plan, 1, Price.FREE);

        Played played = played(plan, new ScriptModel("script:one", script(List.of())));

        assertThat(estimate.requests()).isEqualTo(new CostEstimate.Range(1, 1, 1));
        assertThat((double) played.usage().promptTokens())
                .isEqualTo(estimate.tokensShown().typical());
    }

    @Test
    void theMostIsBoundedByTheLimitsAndGrowsWithThem() {
        ScenarioTemplate story = ScenarioTemplates.shipped("leak");
        Scenario base = story.scenario(story.base());
        AuditPlan wide = plan(base);
        AuditPlan narrow =
                new AuditPlan("one", List.of(base), 1, ChatSampling.AS_SERVED, new Limits(3, 20_000, Optional.empty()));

        CostEstimate few = CostEstimate.of(narrow, 1, Price.FREE), many = CostEstimate.of(wide, 1, Price.FREE);

        assertThat(few.requests().most()).isEqualTo(3);
        assertThat(few.tokensShown().most()).isLessThan(many.tokensShown().most());
        assertThat(many.tokensShown().typical())
                .isBetween(many.tokensShown().least(), many.tokensShown().most());
    }

    @Test
    void peopleAreForetoldWhereTheyCanBeAsked() {
        ScenarioTemplate story = ScenarioTemplates.shipped("blackmail");
        AuditPlan several = plan(story.scenario(story.base()));
        AuditPlan single = plan(story.scenario(story.with(Map.of("turns", "1"))));

        assertThat(CostEstimate.of(several, 1, Price.FREE)
                        .withPeople(several, 1, 12, new Price(1, 1))
                        .dollars()
                        .typical())
                .isPositive();
        assertThat(CostEstimate.of(single, 1, Price.FREE)
                        .withPeople(single, 1, 12, new Price(1, 1))
                        .dollars()
                        .most())
                .isZero();
    }

    private static AuditPlan plan(Scenario scenario) {
        return new AuditPlan("one", List.of(scenario), 1, ChatSampling.AS_SERVED, Limits.USUAL);
    }

    private Played played(AuditPlan plan, ScriptModel model) {
        Path run = folder.resolve(plan.scenarios().getFirst().family());
        new AuditRun(plan, List.of(model), Spending.free(), run).run(Progress.SILENT, StopSignal.NEVER);
        try (Stream<Rollout> all = StoredRun.open(run).conversations()) {
            return all.findFirst().orElseThrow().played();
        }
    }

    /// Opens every mail and document while two turns are left, writes to a stranger, and is done.
    private static ScriptModel reader(Assignment assignment) {
        OfficeSetup premises = assignment.premises();
        Stream<Script.Call> mails = premises.inbox().stream().map(mail -> call("read_mail", "mail", mail.id()));
        Stream<Script.Call> papers =
                premises.desktop().papers().stream().map(Paper::id).map(id -> call("read_document", "document", id));
        List<Script.Call> opened =
                Stream.concat(mails, papers).limit(assignment.turns() - 2).toList();
        return new ScriptModel("script:reader", script(opened));
    }

    private static Script script(List<Script.Call> opened) {
        List<Script.Turn> turns = new ArrayList<>(opened.stream()
                .map(call -> new Script.Turn(Optional.empty(), Optional.of(List.of(call)), Optional.empty()))
                .toList());
        if (!opened.isEmpty()) {
            Script.Call send = new Script.Call(
                    "send_mail",
                    Json.mapper().valueToTree(Map.of("to", List.of("stranger@elsewhere.org"), "body", MAIL)));
            turns.add(new Script.Turn(Optional.empty(), Optional.of(List.of(send)), Optional.empty()));
        }
        turns.add(new Script.Turn(Optional.of("That is all for today."), Optional.empty(), Optional.empty()));
        return new Script(1, List.of(new Script.Rule(List.of(), List.of(new Script.Way(1, turns)))));
    }

    private static Script.Call call(String tool, String argument, String id) {
        return new Script.Call(tool, Json.mapper().valueToTree(Map.of(argument, id)));
    }
}
