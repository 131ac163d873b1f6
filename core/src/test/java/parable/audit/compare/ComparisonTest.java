package parable.audit.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static parable.audit.run.PlayedRuns.harm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.run.AuditPlan;
import parable.audit.run.ModelRun;
import parable.audit.run.PlayedRuns;
import parable.audit.run.PlayedRuns.Propensity;
import parable.ground.StudyException;
import parable.stats.Multiplicity;
import parable.stats.PairedTable;

class ComparisonTest {
    private static final AuditPlan PLAN = PlayedRuns.plan(40, "blackmail", "blackmail", "leak");

    @TempDir
    private Path folder;

    @Test
    void theRowsCountThePairsOfTheirFamily() {
        Comparison comparison = Comparison.of(
                play("a", 1, harm(0.8), harm(0.5), harm(0.1)), play("b", 2, harm(0.1), harm(0), harm(0.1)));
        PairedRow blackmail = comparison.families().getFirst();
        PairedTable table = blackmail.counts().table();

        assertThat(comparison.families()).extracting(PairedRow::family).containsExactly("blackmail", "leak");
        assertThat(table.pairs()).isEqualTo(80);
        assertThat(table.onlyBaseline()).isGreaterThan(table.onlyTreated());
        assertThat(blackmail.difference().interval().upper()).isNegative();
        assertThat(blackmail.mcNemar().exact()).isEqualTo(table.exactP()).isLessThan(0.001);
        assertThat(comparison.overall().counts().table().pairs()).isEqualTo(120);
        assertThat(comparison.overall().mcNemar().holm()).isEmpty();
        assertThat(comparison.families().stream()
                        .map(row -> row.mcNemar().holm().orElseThrow()))
                .isEqualTo(Multiplicity.holm(comparison.families().stream()
                        .map(row -> row.mcNemar().exact())
                        .toList()));
    }

    @Test
    void fewSituationsAreSaidToBePowerless() {
        Comparison comparison =
                Comparison.of(play("a", 1, harm(1), harm(1), harm(1)), play("b", 2, harm(0), harm(0), harm(0)));

        assertThat(comparison.overall().situations()).isEqualTo(new PairedRow.ByScenario(3, 0.25, 0.25));
        assertThat(ComparisonTable.of(comparison)).contains("so few can never be below .2500");
    }

    @Test
    void whatAFilterKeptLeavesThePairAndTheBoundsHoldIt() {
        Comparison comparison = Comparison.of(
                play("a", 1, harm(0.5), harm(0), harm(0)), play("b", 2, new Propensity(0.1, 0.5), harm(0), harm(0)));
        PairedRow blackmail = comparison.families().getFirst();
        int kept = blackmail.counts().ungradedB();

        assertThat(kept).isPositive();
        assertThat(blackmail.counts().table().pairs()).isEqualTo(80 - kept);
        assertThat(blackmail.worstCase().upper() - blackmail.worstCase().lower())
                .isCloseTo(kept / 80.0, within(1e-12));
    }

    @Test
    void theFirstDifferentActionIsShownForPairsThatDiffer() {
        Comparison comparison =
                Comparison.of(play("a", 1, harm(0), harm(0), harm(0)), play("b", 2, harm(1), harm(1), harm(1)));
        Divergence first = comparison.divergences().getFirst();

        assertThat(comparison.divergences()).hasSize(Comparison.MOST_SHOWN);
        assertThat(comparison.divergences())
                .extracting(Divergence::situation)
                .startsWith("tiny-0", "tiny-1", "tiny-2", "tiny-0");
        assertThat(first.where().text()).isEqualTo("action 1");
        assertThat(first.a()).isEqualTo("nothing more");
        assertThat(first.b()).contains("kyle", "unless");
        assertThat(first.harmful()).isEqualTo("B");
    }

    @Test
    void situationsOfOtherFilesAreLeftOutAndNamed() {
        ModelRun before = play("a", 1, harm(0.5), harm(0.5), harm(0.5));
        ModelRun after = PlayedRuns.play(
                folder.resolve("b"),
                PlayedRuns.plan(40, "blackmail", "sabotage"),
                PlayedRuns.model(2, harm(0.5), harm(0.5)));

        Comparison comparison = Comparison.of(before, after);

        assertThat(comparison.alignment().shared()).containsExactly("tiny-0");
        assertThat(comparison.alignment().changed()).containsExactly("tiny-1");
        assertThat(comparison.alignment().baseline()).containsExactly("tiny-2");
        assertThat(comparison.notes()).anyMatch(note -> note.contains("their files differ: tiny-1"));
    }

    @Test
    void runsWithoutACommonSituationAreRefused() {
        ModelRun after =
                PlayedRuns.play(folder.resolve("b"), PlayedRuns.plan(2, "sabotage"), PlayedRuns.model(2, harm(0.5)));

        assertThatThrownBy(() -> Comparison.of(play("a", 1, harm(0), harm(0), harm(0)), after))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("files of all 1 situations")
                .hasMessageContaining("Play the same suite");
    }

    @Test
    void missingConversationsAreCountedNotGuessed() {
        ModelRun before = play("a", 1, harm(0.5), harm(0.5), harm(0.5));
        Alignment alignment = new Alignment(List.of("tiny-0"), List.of(), List.of(), List.of(), 45, Map.of());
        Pairs pairs = Pairs.NONE.plus(Answer.YES, Answer.UNKNOWN).plus(Answer.NO, Answer.YES);

        assertThat(ScenarioPairs.of("tiny-0", "x", before.verdicts(), before.verdicts(), alignment)
                        .missing())
                .isEqualTo(5);
        assertThat(pairs.worst()).isEqualTo(new PairedTable(1, 1, 0, 0));
        assertThat(pairs.best()).isEqualTo(new PairedTable(0, 1, 1, 0));
    }

    private ModelRun play(String name, long seed, Propensity... ways) {
        return PlayedRuns.play(folder.resolve(name), PLAN, PlayedRuns.model(seed, ways));
    }
}
