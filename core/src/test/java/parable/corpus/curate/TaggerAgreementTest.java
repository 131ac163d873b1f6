package parable.corpus.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parable.corpus.curate.TaggerAgreement.Readers;
import parable.corpus.curate.TaggerAgreement.Row;
import parable.corpus.near.Words;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Figures;

/// The gold set that is shipped, and what `docs/curation.md` says of the taggers that were measured on it.
class TaggerAgreementTest {
    private static final Path HOME = Path.of(System.getProperty("parable.home"));
    private static final Path PAGE = HOME.resolve("docs/curation.md");
    private static final String BEGIN = "<!-- agreement: written by TaggerAgreementTest -->\n",
            END = "<!-- end of agreement -->";

    private static List<GoldPassage> gold() {
        return GoldPassage.read(HOME.resolve("corpora/gold/passages.jsonl"));
    }

    @Test
    void theGoldSetHasWhatItsCardSays() {
        List<GoldPassage> gold = gold();
        long noAi =
                gold.stream().filter(p -> p.first().ai() == Portrayal.Answer.NO).count();
        PortrayalRules rules = PortrayalRules.shipped();
        long decoys = gold.stream()
                .filter(p -> p.first().ai() == Portrayal.Answer.NO && rules.namesOne(Words.of(p.text())))
                .count();
        long unnamed = gold.stream()
                .filter(p -> p.first().ai() == Portrayal.Answer.YES && !rules.namesOne(Words.of(p.text())))
                .count();
        Set<String> texts = new HashSet<>();

        assertThat(gold).hasSizeGreaterThanOrEqualTo(420).allSatisfy(passage -> {
            assertThat(Words.of(passage.text()).count()).as(passage.id()).isBetween(40, 140);
            assertThat(texts.add(passage.text())).isTrue();
        });
        assertThat(gold.stream().filter(GoldPassage::isForDevelopment).count()).isEqualTo(229);
        assertThat(noAi).isEqualTo(100);
        assertThat(decoys).as("about no AI, with a word for one").isEqualTo(63);
        assertThat(unnamed).as("about an AI that no word names").isEqualTo(158);
    }

    /// `PARABLE_REWRITE_GOLDENS=1` writes the tables again.
    @Test
    void thePageSaysHowFarRulesAndWeightsAgreeWithTheReaders() throws IOException {
        String page = Files.readString(PAGE), tables = tables(gold());
        if ("1".equals(System.getenv("PARABLE_REWRITE_GOLDENS"))) {
            Files.writeString(
                    PAGE,
                    page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                            + tables
                            + page.substring(page.indexOf(END)));
        }

        assertThat(Files.readString(PAGE)).contains(BEGIN + tables + END);
    }

    private static String tables(List<GoldPassage> gold) {
        StringBuilder text = new StringBuilder("\n| question | two readers agree | kappa |\n| --- | --- | --- |\n");
        for (Readers readers : TaggerAgreement.readers(gold)) {
            text.append("| %s | %s | %s |%n"
                    .formatted(readers.aspect().word(), counted(readers.same()), kappa(readers.kappa())));
        }
        List<Row> rules = TaggerAgreement.of(gold, PortrayalRules.shipped(), Optional.empty())
                .rows();
        List<Row> linear = TaggerAgreement.of(gold, LinearTagger.shipped(), Optional.empty())
                .rows();
        text.append("""

                | question | passages | rules decide | of these right | kappa | linear decides | of these right | kappa |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (int i = 0; i < rules.size(); i++) {
            text.append("| %s | %s | %s | %s |%n"
                    .formatted(
                            rules.get(i).aspect().word(),
                            rules.get(i).kind(),
                            cells(rules.get(i)),
                            cells(linear.get(i))));
        }
        return text.append('\n').toString();
    }

    private static String cells(Row row) {
        return "%s | %s | %s".formatted(counted(row.decided()), counted(row.right()), kappa(row.kappa()));
    }

    private static String counted(Estimate share) {
        return share.hasData() ? "%d/%d %s".formatted(share.k(), share.n(), share.brief()) : Figures.NONE;
    }

    private static String kappa(Optional<Effect> kappa) {
        return kappa.map(Effect::brief).orElse(Figures.NONE);
    }
}
