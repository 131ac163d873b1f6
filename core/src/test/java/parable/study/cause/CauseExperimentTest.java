package parable.study.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.Yaml;
import parable.study.BankTrial;
import parable.study.Study;
import parable.study.TinyStudy;
import parable.study.cause.Removals.Amount;
import parable.study.cause.Removals.Choice;
import parable.study.claims.Finding;
import parable.study.recipe.Methods;
import parable.study.recipe.Recipe;
import parable.study.recipe.TraceMethod;
import parable.study.stage.Stage;
import parable.trace.causal.Cut.Kind;
import parable.view.page.ReportWriter;
import parable.view.study.StudyReport;

/// The chapter on a model that has learnt nothing worth measuring: the machinery, not the numbers.
class CauseExperimentTest {

    /// Besides the random ones.
    private static final int METHODS = 5;

    @TempDir
    private static Path shared;

    @TempDir
    private Path runs;

    private static Recipe recipe() {
        return TinyCauses.recipe();
    }

    private static Study.Outcome outcome;

    @BeforeAll
    static void runOnce() {
        outcome = TinyStudy.run(recipe(), shared, shared.resolve("no-shelf"), 2);
    }

    private static Study study() {
        return new Study(recipe(), shared, shared.resolve("no-shelf"));
    }

    private static CauseExperiment chapter() {
        return study().chapter(CauseExperiment.class).orElseThrow();
    }

    /// Trained on the whole diet, the retraining and the stage that trains once are the same model.
    @Test
    void theWholeDietGivesTheModelThatTheDietStageTrained() throws IOException {
        Removed removed = chapter().removals(study().finished()).seeds().getFirst();
        Path folder = TinyStudy.stage(shared.resolve("tiny"), "diet-s1");

        assertThat(Files.exists(folder.resolve("model.safetensors"))).isTrue();
        assertThat(removed.cuts().getFirst().kind()).isEqualTo(Kind.WHOLE);
        assertThat(removed.cuts().getFirst().blackmail().n()
                        + removed.cuts().getFirst().blackmail().ungraded())
                .isEqualTo(20);
    }

    @Test
    void everyRankingIsRemovedTwiceAndBroughtBackOnce() {
        Removals removals = chapter().removals(study().finished());
        Removed seed = removals.seeds().getFirst();
        int rankings = METHODS + 2;

        assertThat(seed.cuts()).hasSize(2 + 3 * rankings);
        assertThat(removals.methods()).hasSize(METHODS + 1).contains(Methods.RANDOM, Methods.LEXICAL);
        for (String method : removals.methods()) {
            Choice few = Choice.removed(method, Amount.SHARE),
                    many = Choice.removed(method, Amount.AS_MANY_AS_SUSPECTS);
            int draws = method.equals(Methods.RANDOM) ? 2 : 1;
            assertThat(removals.blackmail(few).getFirst().n()
                            + removals.blackmail(few).getFirst().ungraded())
                    .isEqualTo(20 * draws);
            assertThat(removals.logOdds(many)).hasSize(1);
            assertThat(removals.patches(method)).allMatch(Double::isFinite);
        }
    }

    @Test
    void leftOutAndBroughtBackAreCounted() {
        Removed seed = chapter().removals(study().finished()).seeds().getFirst();
        long few = Math.round(.1 * seed.documents());

        for (CutResult cut : seed.cuts()) {
            switch (cut.kind()) {
                case WHOLE -> assertThat(cut.leftOut()).isZero();
                case WITHOUT_SUSPECTS -> assertThat(cut.leftOut()).isEqualTo(seed.suspects());
                case REMOVED -> assertThat((long) cut.leftOut()).isIn(few, (long) seed.suspects());
                case ADDED_BACK -> assertThat(seed.suspects() - cut.leftOut()).isBetween(0, (int) few);
            }
        }
    }

    @Test
    void theBankScoresEveryMethodAndSaysHowMuchItHolds() {
        BankTable table = chapter().bank(study().finished()).orElseThrow();

        assertThat(table.subsets()).isEqualTo(4);
        assertThat(table.queries()).isEqualTo(3);
        assertThat(table.ceiling()).isEmpty();
        assertThat(table.rows()).hasSize(METHODS + 1);
        assertThat(table.rows())
                .allSatisfy(row -> assertThat(row.score().value()).isBetween(-1.0, 1.0));
    }

    /// A bank that a study left is taken as it is; only what further methods ask is done.
    @Test
    void furtherMethodsAreHeldAgainstTheBankThatIsThere() throws IOException {
        TinyStudy.copy(shared.resolve("tiny"), runs.resolve("tiny"));
        Path bank = TinyStudy.stage(runs.resolve("tiny"), "bank-s1");
        byte[] before = Files.readAllBytes(bank.resolve("timing.json"));
        Study copy = new Study(recipe(), runs, runs.resolve("no-shelf"));
        BankTrial trial = new BankTrial(copy, List.of(TraceMethod.DOT, TraceMethod.COSINE), false);

        BankTrial.Outcome found = trial.run(1, Progress.SILENT, StopSignal.NEVER);

        assertThat(Files.readAllBytes(bank.resolve("timing.json"))).isEqualTo(before);
        assertThat(found.table().rows()).hasSize(METHODS + 2);
        assertThat(found.table().rows().getLast().method()).isEqualTo("log-odds, dot");
        assertThat(found.table().rows().subList(0, METHODS + 1))
                .isEqualTo(chapter().bank(study().finished()).orElseThrow().rows());
        assertThat(found.areas()).isEmpty();
    }

    @Test
    void plantsAreSoughtInEachModelAndInOneThatNeverReadThem() {
        List<Planted> models = chapter().planted(study().finished()).getFirst();

        assertThat(models).extracting(Planted::count).containsExactly(1, 3, 3);
        assertThat(models).extracting(Planted::read).containsExactly(true, true, false);
        assertThat(models.getFirst().recalls()).hasSize(METHODS + 1);
        assertThat(models.getLast().logOdds()).isNotCloseTo(models.get(1).logOdds(), within(1e-6));
    }

    /// Fewer than three seeds decide nothing, and the page shows what there is.
    @Test
    void theReportShowsTheChapterAndTheClaimStaysDescriptive() throws IOException {
        String page = Files.readString(ReportWriter.write(StudyReport.of(study(), outcome), runs));
        Finding claim = outcome.findings().stream()
                .filter(finding -> finding.id().equals("C11b"))
                .findFirst()
                .orElseThrow();

        assertThat(claim.verdict()).isIn(Finding.Verdict.DESCRIPTIVE, Finding.Verdict.INCONCLUSIVE);
        assertThat(page)
                .contains("Which documents made it do this")
                .contains("Linear datamodeling score")
                .contains("How many of their answers make no sense")
                .contains("Planted documents")
                .contains("3, never read");
    }

    @Test
    void aChapterThatWasStoppedEndsAsOneThatWasNot() {
        int[] polls = {0};
        StopSignal after = () -> polls[0]++ > 60;
        for (int attempt = 0; attempt < 30; attempt++) {
            polls[0] = 0;
            try {
                TinyStudy.run(recipe(), runs, runs.resolve("no-shelf"), 1, Progress.SILENT, after);
                break;
            } catch (Stage.Stopped _) {
                // continues in the next attempt
            }
        }

        assertThat(TinyStudy.results(runs.resolve("tiny"))).isEqualTo(TinyStudy.results(shared.resolve("tiny")));
    }

    @Test
    void seedsWithoutAModelAreRefused() {
        String yaml =
                (TinyStudy.yaml() + TinyCauses.BLOCK).replace("  bank:\n    seeds: [1]", "  bank:\n    seeds: [9]");

        assertThatThrownBy(() -> Yaml.read(yaml, "tiny.yaml", Recipe.class))
                .hasStackTraceContaining("causes.bank.seeds are [9]");
    }
}
