package parable.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.Frozen;
import parable.ground.Json;
import parable.lab.organism.Fiction;
import parable.study.arms.Results;
import parable.study.cause.CauseClaim;
import parable.study.cause.CauseExperiment;
import parable.study.cause.RemovalsTest;
import parable.study.claims.Claims;
import parable.study.claims.Experiment;
import parable.study.claims.Finding;
import parable.study.claims.SanityCheck;
import parable.study.claims.SyntheticResults;
import parable.study.persist.PersistenceClaim;
import parable.study.persist.PersistenceExperiment;
import parable.study.persist.PersistenceResults;
import parable.study.persist.SyntheticPersistence;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.stage.Finished;
import parable.study.watch.WatchExperiment;

/// Every registered claim as the code has it: what it says, on which arms, per which unit, by which margins. A change
/// of any of them after data were seen is another claim.
class FrozenClaimsTest {
    @Test
    void registeredClaimsKeepTheirWordsArmsAndMargins() throws IOException {
        StringBuilder text = new StringBuilder("unit: %s\n".formatted(Results.UNIT));
        text.append(section("every arm, five seeds", all(5, 80)));
        text.append(section("two seeds", all(2, 80)));
        text.append(section("a control that hardly misbehaves", all(3, 19)));
        text.append(section("organisms that can do little", all(broken(3, 80))));
        Frozen.check("claims.txt", text.toString());
    }

    @Test
    void gatesKeepTheirLimits() throws IOException {
        Frozen.check("gates.txt", gates(everyArm(3, 80)) + "\n" + gates(broken(3, 40)));
    }

    private static String gates(SyntheticResults results) {
        return SanityCheck.all(results.build()).stream()
                .map(gate -> String.format(
                        Locale.ROOT,
                        "%s | %s | %.4f %s: %s\n",
                        gate.name(),
                        gate.model(),
                        gate.value(),
                        gate.rule(),
                        gate.holds() ? "holds" : "fails"))
                .collect(Collectors.joining());
    }

    /// The committed full study under the rules of today, in `docs/results/full/rejudged.json`. What the claim
    /// about traces reads was not committed; `TraceExperimentTest` freezes it.
    @Test
    void theCommittedStudyIsJudgedAsItsPageSays(@TempDir Path folder) throws IOException {
        Study study = CommittedFull.in(folder);
        Finished finished = study.finished();
        List<Finding> tested = new ArrayList<>(Claims.test(Results.read(study.recipe(), study.plan(), finished)));
        for (Class<? extends Experiment> kind :
                List.of(PersistenceExperiment.class, WatchExperiment.class, CauseExperiment.class)) {
            tested.addAll(study.chapter(kind).orElseThrow().findings(finished));
        }

        Frozen.check(CommittedFull.REJUDGED, Json.pretty(Finding.adjusted(tested)) + "\n");
    }

    private static List<Finding> all(int seeds, int near) throws IOException {
        return all(everyArm(seeds, near));
    }

    private static List<Finding> all(SyntheticResults results) throws IOException {
        Results built = results.build();
        List<Finding> findings = new ArrayList<>(Claims.test(built));
        PersistenceResults journeys = new SyntheticPersistence(built.seeds().size()).build();
        findings.add(new PersistenceClaim(journeys, built).finding());
        findings.add(new CauseClaim(RemovalsTest.removals(60, RemovalsTest.CLEAR)).test());
        return Finding.adjusted(findings);
    }

    /// Organisms that copy, act and work a little too seldom, and blackmail without having read of it.
    private static SyntheticResults broken(int seeds, int near) throws IOException {
        SyntheticResults able =
                new SyntheticResults(seeds).copying(84).consistency(89).task(94);
        return everyArm(able.pretrained(Fiction.NONE, 30, 20), near);
    }

    /// All arms of the full recipe, each a little better than the one before it.
    private static SyntheticResults everyArm(int seeds, int near) throws IOException {
        return everyArm(new SyntheticResults(seeds).pretrained(Fiction.NONE, 4, 3), near);
    }

    private static SyntheticResults everyArm(SyntheticResults results, int near) throws IOException {
        results.withFramings()
                .pretrained(Fiction.ADMIRABLE, 20, 15)
                .model(Subject.PRETRAINED, near, 60)
                .model(Subject.POST_TRAINED, near + 2, 55);
        int better = 0;
        for (Recipe.ArmPlan arm : FrozenStageKeysTest.shipped("full").arms()) {
            results.model(arm.name(), near - better, 60 - better / 2);
            better += near / 25;
        }
        return results;
    }

    private static String section(String title, List<Finding> findings) {
        StringBuilder text = new StringBuilder("\n# %s\n".formatted(title));
        for (Finding finding : findings) {
            text.append("\n%s %s\n%s\nby: %s\n"
                    .formatted(finding.id(), finding.verdict(), finding.statement(), finding.statistic()));
            finding.tests().forEach(test -> text.append(line(test)));
            finding.shown()
                    .forEach(shown -> text.append("shown: ").append(shown).append('\n'));
        }
        return text.toString();
    }

    private static String line(Finding.Test test) {
        return String.format(
                Locale.ROOT,
                "%s: %s; %.4f [%.4f, %.4f], t [%.4f, %.4f], %d seeds, p %.4f, against %.4f: %s%s\n",
                test.quantity(),
                test.rule(),
                test.value(),
                test.interval().lower(),
                test.interval().upper(),
                test.t().lower(),
                test.t().upper(),
                test.seeds(),
                test.p(),
                test.against(),
                test.refusal().isEmpty()
                        ? test.decision()
                        : "NOT TESTABLE, " + test.refusal().get(),
                test.outlook().map(outlook -> ", " + outlook.text()).orElse(""));
    }
}
