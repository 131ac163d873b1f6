package parable.model;

import java.util.ArrayList;
import java.util.List;
import parable.tensor.DType;
import parable.tensor.InPlace;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// Texts read by a decoder that is trained, forward and back in closed form: autograd would make a chain of small
/// operators of each norm, rotation and gate, and keep a copy of every gradient before it is added.
///
/// Attention stays inside each text, so padding costs its own rows only and no mask over whole rows is needed.
/// Belongs to the scope that is open when it is made. Nothing is recorded for autograd.
///
/// Letters: M tokens, C model width, V vocabulary, n tokens whose logits are asked for.
public final class Pass {
    private final Decoder model;
    private final Tensor ids;
    private final List<BlockPass> layers = new ArrayList<>();
    private final RmsNorm.Trace end;

    /// @param ids     (M), INT64
    /// @param bundles of the M tokens in order, except spare ones at the end that no text sees
    Pass(Decoder model, Tensor ids, List<TextBundle> bundles) {
        this.model = model;
        this.ids = ids;
        Texts texts = Texts.of(
                bundles,
                Math.toIntExact(ids.elements()),
                model.rotary(),
                model.config().attention());
        Tensor x = Ops.embedding(model.embedding(), ids);
        for (Block block : model.blocks()) {
            BlockPass layer = BlockPass.forward(block, texts, x);
            layers.add(layer);
            x = layer.out();
        }
        end = model.finalNorm().trace(x);
    }

    /// The normalized stream, (M, C).
    public Tensor hidden() {
        return end.scaled();
    }

    /// @param x rows of the normalized stream, (n, C)
    /// @return (n, V)
    public Tensor logits(Tensor x) {
        return model.output().plain(x);
    }

    /// Adds to the gradient of the output projection.
    ///
    /// @param x     rows of the normalized stream, (n, C)
    /// @param slope of the loss by their logits, (n, V)
    /// @return its slope by `x`
    public Tensor backFromLogits(Tensor x, Tensor slope) {
        return model.output().back(x, slope);
    }

    /// Adds to the gradients of everything below the output projection.
    ///
    /// @param slope of the loss by the normalized stream, (M, C)
    public void back(Tensor slope) {
        Tensor stream = Tensor.zeros(DType.FLOAT32, slope.shape());
        model.finalNorm().back(end, slope, stream);
        for (BlockPass layer : layers.reversed()) {
            layer.back(stream);
        }
        InPlace.plusRows(model.embedding().gradient(), ids, stream);
    }
}
