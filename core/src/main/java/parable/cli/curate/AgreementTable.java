package parable.cli.curate;

import java.util.List;
import java.util.Optional;
import parable.corpus.curate.TaggerAgreement;
import parable.ground.Visible;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Figures;

/// What a terminal shows of a tagger that was measured on a gold set.
final class AgreementTable {
    private AgreementTable() {}

    /// @param readers empty where one reader labelled the set
    static String of(String tagger, TaggerAgreement agreement, List<TaggerAgreement.Readers> readers) {
        StringBuilder text = new StringBuilder();
        readers.forEach(row -> text.append("%-10s two readers agree on %s, kappa %s%n"
                .formatted(row.aspect().word(), counted(row.same()), kappa(row.kappa()))));
        if (readers.isEmpty()) {
            text.append("One reader labelled these passages, so the labels hold one view.\n");
        }
        text.append("%n%s against them; %,d passages for development are left out%n%n"
                .formatted(Visible.line(tagger), agreement.development()));
        text.append("%-9s %-16s %-24s %-24s %-18s %s%n"
                .formatted("", "passages", "decided", "right, of those decided", "kappa", "disputed"));
        agreement.rows().forEach(row -> text.append(line(row)));
        return text.append("""

                95 % intervals (Wilson; of kappa Fleiss-Cohen-Everitt). Kappa takes "unknown" for a word of its own.
                Passages on which the readers differ are left out; passages about no AI are asked nothing else.
                """).toString();
    }

    private static String line(TaggerAgreement.Row row) {
        return "%-9s %-16s %-24s %-24s %-18s %s%n"
                .formatted(
                        row.aspect().word(),
                        Visible.line(row.kind()),
                        counted(row.decided()),
                        counted(row.right()),
                        kappa(row.kappa()),
                        row.disputed() == 0 ? "" : row.disputed());
    }

    private static String counted(Estimate share) {
        return "%d/%d %s".formatted(share.k(), share.n(), share.brief());
    }

    private static String kappa(Optional<Effect> kappa) {
        return kappa.map(Effect::brief).orElse(Figures.NONE);
    }
}
