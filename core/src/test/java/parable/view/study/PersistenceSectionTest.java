package parable.view.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parable.study.persist.PersistenceResults;
import parable.study.persist.SyntheticPersistence;
import parable.view.figure.SmallMultiples;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Section;

class PersistenceSectionTest {
    private final PersistenceResults results = new SyntheticPersistence(5)
            .regimen("self-preservation-rl", 95, 95, 40)
            .task(90)
            .build();
    private final Section section = new PersistenceSection(results).section();

    @Test
    void everyRegimenHasAPanelWithEveryArm() {
        List<SmallMultiples> figures = section.blocks().stream()
                .filter(Block.Drawing.class::isInstance)
                .map(block -> (SmallMultiples) ((Block.Drawing) block).figure())
                .toList();
        assertThat(figures).hasSize(3);
        for (SmallMultiples figure : figures) {
            assertThat(figure.panels().stream().map(SmallMultiples.Panel::name).toList())
                    .isEqualTo(results.regimens());
            assertThat(figure.panels())
                    .allMatch(panel ->
                            panel.names().equals(List.of("control", "advice-scratchpad", "constitution-stories")));
            assertThat(figure.records()).hasSize(1 + 4 * 3 * 3);
        }
    }

    @Test
    void theTablesSayWhatIsKeptAndWhatIsLost() {
        List<Block.Table> tables = section.blocks().stream()
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .toList();
        assertThat(tables).hasSize(2);
        for (Block.Table table : tables) {
            assertThat(table.rows()).hasSize(4 * 3);
            assertThat(row(table, "self-preservation-rl", "advice-scratchpad"))
                    .contains(Cell.flag("lost", Tone.HARMFUL));
            assertThat(row(table, "capability-rl", "advice-scratchpad")).contains(Cell.flag("kept", Tone.ALIGNED));
            assertThat(row(table, "capability-rl", "control"))
                    .doesNotContain(Cell.flag("kept", Tone.ALIGNED))
                    .contains(Cell.flag(".90, a seed below .95", Tone.INCOHERENT));
        }
    }

    private static List<Cell> row(Block.Table table, String regimen, String arm) {
        return table.rows().stream()
                .filter(row ->
                        row.get(0).equals(Cell.text(regimen)) && row.get(1).equals(Cell.text(arm)))
                .findFirst()
                .orElseThrow();
    }
}
