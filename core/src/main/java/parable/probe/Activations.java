package parable.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import parable.model.Decoder;
import parable.model.Site;
import parable.model.Tap;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Reads the residual stream of whole texts, many at a time.
///
/// Texts are padded behind their last token, where causal attention keeps padding from being seen, so a text's
/// states do not depend on its company; only real tokens are handed on.
///
/// Letters: B texts, T tokens of the longest, C model width. Confined to one thread.
public final class Activations {
    /// Texts read together: larger batches were not faster for the organism.
    private static final int BATCH = 32;

    private final Decoder model;
    private final Tap edit;

    public Activations(Decoder model) {
        this(model, Tap.NONE);
    }

    /// @param edit changes the stream below what is read
    public Activations(Decoder model, Tap edit) {
        this.model = model;
        this.edit = edit;
    }

    /// Takes the states of one text at one site.
    @FunctionalInterface
    public interface Reader {
        void read(int text, Site site, TokenStates states);
    }

    /// Hands every text's states at every site to `reader`; texts come in order of their lengths.
    ///
    /// @param texts token ids
    public void read(List<int[]> texts, Set<Site> sites, Reader reader) {
        List<Integer> order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> texts.get(i).length))
                .toList();
        for (int start = 0; start < order.size(); start += BATCH) {
            List<Integer> some = order.subList(start, Math.min(start + BATCH, order.size()));
            List<int[]> batch = some.stream().map(texts::get).toList();
            states(batch, sites).forEach((site, values) -> {
                int T = longest(batch), C = model.config().width();
                for (int row = 0; row < batch.size(); row++) {
                    reader.read(some.get(row), site, new TokenStates(values, row * T * C, batch.get(row).length, C));
                }
            });
        }
    }

    /// The stream of one text at one site.
    public TokenStates of(int[] text, Site site) {
        List<TokenStates> one = new ArrayList<>();
        read(List.of(text), Set.of(site), (_, _, states) -> one.add(states));
        return one.getFirst();
    }

    private static int longest(List<int[]> batch) {
        return batch.stream().mapToInt(text -> text.length).max().orElse(0);
    }

    /// Values by site, (B, T, C), in the order in which the stream passes them.
    private Map<Site, float[]> states(List<int[]> batch, Set<Site> sites) {
        int B = batch.size(), T = longest(batch);
        int[] ids = new int[B * T];
        for (int row = 0; row < B; row++) {
            System.arraycopy(batch.get(row), 0, ids, row * T, batch.get(row).length);
        }
        Map<Site, float[]> seen = new LinkedHashMap<>();
        Tap tap = (site, x) -> {
            Tensor edited = edit.at(site, x);
            if (sites.contains(site)) {
                seen.put(site, edited.floats());
            }
            return edited;
        };
        try (Scope _ = Scope.open()) {
            Ops.withoutGradients(() -> model.logits(Tensor.of(ids, B, T), tap));
        }
        return seen;
    }
}
