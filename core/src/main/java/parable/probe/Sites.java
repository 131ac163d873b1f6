package parable.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.model.DecoderConfig;
import parable.model.Site;

/// The sites of a decoder in the order in which a token passes them, and their names in files and tables.
public final class Sites {
    private Sites() {}

    /// Every place of the residual stream, from the embedding to the last block's output. The normalized stream
    /// is left out: its scale is not the stream's, so strengths in residual norms mean nothing there.
    public static List<Site> of(DecoderConfig config) {
        List<Site> sites = new ArrayList<>(List.of(new Site.Embedding()));
        for (int layer = 0; layer < config.layers(); layer++) {
            sites.add(new Site.AfterAttention(layer));
            sites.add(new Site.AfterMlp(layer));
        }
        return sites;
    }

    /// `embedding`, `attention-1`, `block-1` or `final-norm`; layers count from 0.
    public static String label(Site site) {
        return switch (site) {
            case Site.Embedding() -> "embedding";
            case Site.AfterAttention(int layer) -> "attention-" + layer;
            case Site.AfterMlp(int layer) -> "block-" + layer;
            case Site.FinalNorm() -> "final-norm";
        };
    }

    /// @throws StudyException naming the sites that this decoder has
    public static Site named(String label, DecoderConfig config) {
        List<String> known = of(config).stream().map(Sites::label).collect(Collectors.toList());
        return of(config).stream()
                .filter(site -> label(site).equals(label))
                .findFirst()
                .orElseThrow(() -> new StudyException(
                        StudyException.Category.CONFIG,
                        "This model has no site \"%s\"; its sites are %s. Did you mean \"%s\"?",
                        label,
                        String.join(", ", known),
                        Nearest.to(label, known).orElseThrow()));
    }
}
