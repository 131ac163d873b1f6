package parable.model;

import parable.tensor.Scope;
import parable.tensor.Tensor;

/// One decoder layer, and what its way back needs.
///
/// @param out residual stream behind it, (M, C)
record BlockPass(
        Block block,
        RmsNorm.Trace attentionNorm,
        AttentionPass attention,
        RmsNorm.Trace mlpNorm,
        MlpPass mlp,
        Tensor out) {

    static BlockPass forward(Block block, Texts texts, Tensor x) {
        RmsNorm.Trace first = block.attentionNorm().trace(x);
        AttentionPass attention = AttentionPass.forward(block.attention(), texts, first.scaled());
        Tensor between = x.plus(attention.answer());
        RmsNorm.Trace second = block.mlpNorm().trace(between);
        MlpPass mlp = MlpPass.forward(block.mlp(), second.scaled());
        return new BlockPass(block, first, attention, second, mlp, between.plus(mlp.answer()));
    }

    /// Adds to the gradients of the layer's weights, and changes the slope by what went out into that by what went
    /// in.
    ///
    /// @param stream (M, C)
    void back(Tensor stream) {
        try (Scope _ = Scope.open()) {
            block.mlpNorm().back(mlpNorm, mlp.back(stream), stream);
        }
        try (Scope _ = Scope.open()) {
            block.attentionNorm().back(attentionNorm, attention.back(stream), stream);
        }
    }
}
