package parable.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import parable.model.Projection.Part;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// A Llama-style language model: embedding, blocks, final norm, output projection.
///
/// Letters: B batch, T tokens, C model width, V vocabulary. Confined to one thread at a time; closing it frees
/// its weights.
public final class Decoder implements AutoCloseable {
    private final DecoderConfig config;
    private final Dialect dialect;
    private final boolean isFrozen;
    private final Parameters parameters;
    private final Tensor embedding;
    private final List<Block> blocks = new ArrayList<>();
    private final RmsNorm finalNorm;
    private Linear output;
    private final Rotary rotary;
    private final List<Tensor> owned = new ArrayList<>();

    private Decoder(DecoderConfig config, Dialect dialect, Parameters parameters, boolean isFrozen) {
        this.isFrozen = isFrozen;
        this.config = config;
        this.dialect = dialect;
        this.parameters = parameters;
        this.embedding = leaf("model.embed_tokens.weight");
        for (int layer = 0; layer < config.layers(); layer++) {
            blocks.add(block(layer, "model.layers." + layer + "."));
        }
        this.finalNorm = norm("model.norm.weight");
        this.output = new Linear(
                Projection.ONTO_VOCABULARY, config.isTied() ? embedding : leaf("lm_head.weight"), null, isFrozen, null);
        this.rotary = rotary(config.attention());
    }

    /// A decoder whose weights are all zero, to be filled by an [Initialization] or a checkpoint.
    public static Decoder blank(DecoderConfig config) {
        return blank(config, Dialect.PLAIN);
    }

    /// The same for a model of any dialect.
    static Decoder blank(DecoderConfig config, Dialect dialect) {
        return new Decoder(config, dialect, Parameters.zeros(ParameterTable.of(config, dialect)), false);
    }

    /// The same for a model that is read and never trained: half the memory.
    public static Decoder frozen(DecoderConfig config, Dialect dialect) {
        return new Decoder(config, dialect, Parameters.frozen(ParameterTable.of(config, dialect)), true);
    }

    private Block block(int layer, String prefix) {
        return new Block(
                layer,
                norm(prefix + "input_layernorm.weight"),
                new Attention(
                        linear(layer, Part.QUERY_KEY_VALUE), linear(layer, Part.ATTENTION_OUTPUT), config.attention()),
                norm(prefix + "post_attention_layernorm.weight"),
                new Mlp(linear(layer, Part.GATE_AND_UP), linear(layer, Part.DOWN)));
    }

    private Linear linear(int layer, Part part) {
        Projection place = new Projection(layer, part);
        boolean isBiased = dialect.hasQueryKeyValueBias() && part == Part.QUERY_KEY_VALUE;
        return new Linear(
                place,
                leaf(place.first(), place.last()),
                isBiased ? leaf(bias(place.first()), bias(place.last())) : null,
                isFrozen,
                null);
    }

    /// Makes batches of few rows faster, for as much memory again: lays all matrices out for them, as their weights
    /// are now. Does so once, and for frozen models only.
    ///
    /// @return whether they are laid out; then products of few rows, a single one included, round each row alike
    ///     whatever other rows are in the batch
    public boolean prepareForBatches() {
        if (isFrozen && output.packed() == null) {
            try (Scope scope = Scope.open()) {
                Consumer<Tensor> kept = copy -> owned.add(scope.release(copy));
                blocks.replaceAll(block -> block.packed(kept));
                output = output.packed(kept);
            }
        }
        return output.packed() != null;
    }

    private static String bias(String weight) {
        return weight.replace(".weight", ".bias");
    }

    private RmsNorm norm(String name) {
        return new RmsNorm(leaf(name), config.normEpsilon());
    }

    private Tensor leaf(String first, String last) {
        Tensor leaf = parameters.leaf(first, last);
        owned.add(leaf);
        return leaf;
    }

    private Tensor leaf(String name) {
        return leaf(name, name);
    }

    private Rotary rotary(DecoderConfig.Heads heads) {
        try (Scope scope = Scope.open()) {
            Rotary tables = Rotary.of(heads.context(), heads.width(), heads.ropeBase(), dialect.scaling());
            owned.add(scope.release(tables.cosine()));
            owned.add(scope.release(tables.sine()));
            return tables;
        }
    }

    /// Whether it only reads and is never trained.
    public boolean isFrozen() {
        return isFrozen;
    }

    public DecoderConfig config() {
        return config;
    }

    Dialect dialect() {
        return dialect;
    }

    public Parameters parameters() {
        return parameters;
    }

    /// The projections of every block, in order.
    public List<Projection> projections() {
        return blocks.stream()
                .flatMap(block -> Stream.of(Part.values())
                        .filter(part -> part != Part.VOCABULARY)
                        .map(part -> new Projection(block.layer(), part)))
                .toList();
    }

    /// A view of the gradient of a block's projection, (out, in).
    public Tensor gradient(Projection place) {
        return parameters.gradient(place.first(), place.last());
    }

    /// Next-token logits of whole sequences in which every token sees all before it.
    ///
    /// @param ids (B, T), INT64
    /// @return (B, T, V)
    public Tensor logits(Tensor ids, Tap tap) {
        return project(hidden(ids, 0, new Context.Causal(), tap), tap);
    }

    /// The same where a mask says who sees whom, as for documents packed into one row.
    ///
    /// @param mask (B, 1, T, T), added to the attention scores
    public Tensor logits(Tensor ids, Tensor mask, Tap tap) {
        return project(hidden(ids, 0, new Context.Masked(mask), tap), tap);
    }

    /// @param ids   (B, T), INT64
    /// @param start position of the first token
    /// @return the normalized stream, (B, T, C)
    public Tensor hidden(Tensor ids, long start, Context context, Tap tap) {
        return hidden(ids, rotary.at(start, ids.expect("ids", -1, -1).size(1), turnedHeads()), context, tap);
    }

    private int turnedHeads() {
        return config.attention().heads() + config.attention().kvHeads();
    }

    private Tensor hidden(Tensor ids, Rotary rope, Context context, Tap tap) {
        Tensor x = tap.at(new Site.Embedding(), Ops.embedding(embedding, ids)); // (B, T, C)
        for (Block block : blocks) {
            x = block.forward(x, rope, context, tap);
        }
        return tap.at(new Site.FinalNorm(), finalNorm.forward(x));
    }

    /// @param x normalized stream, (…, C)
    /// @return logits, (…, V)
    public Tensor project(Tensor x, Tap tap) {
        return output.forward(x, tap);
    }

    /// Texts read so that a loss of theirs can go back into the gradients.
    ///
    /// @param ids     (M), INT64
    /// @param bundles of the M tokens in order, except spare ones at the end that no text sees
    public Pass pass(Tensor ids, List<TextBundle> bundles) {
        return Ops.withoutGradients(() -> new Pass(this, ids, bundles));
    }

    Tensor embedding() {
        return embedding;
    }

    List<Block> blocks() {
        return blocks;
    }

    RmsNorm finalNorm() {
        return finalNorm;
    }

    Linear output() {
        return output;
    }

    Rotary rotary() {
        return rotary;
    }

    /// Sum of the next-token losses in nats over packed rows; targets below zero do not count.
    ///
    /// @param ids     (B, T), INT64
    /// @param mask    (B, 1, T, T)
    /// @param targets (B, T), INT64: the token that should follow each position, or -100
    public Tensor lossSum(Tensor ids, Tensor mask, Tensor targets) {
        return lossSum(ids, mask, targets, Tap.NONE);
    }

    /// The same of a stream that `tap` sees and may replace.
    public Tensor lossSum(Tensor ids, Tensor mask, Tensor targets, Tap tap) {
        Tensor logits = logits(ids, mask, tap);
        return Ops.crossEntropySum(logits.view(-1, config.vocabulary()), targets.view(-1));
    }

    @Override
    public void close() {
        owned.forEach(Tensor::close);
        parameters.close();
    }
}
