package parable.model;

import parable.tensor.InPlace;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// Divides each token by its root mean square, then scales each channel.
///
/// @param weight (C)
record RmsNorm(Tensor weight, double epsilon) {
    Tensor forward(Tensor x) {
        return Ops.rmsNorm(x, weight, epsilon);
    }

    /// The same with what [#back(Trace, Tensor, Tensor)] needs.
    ///
    /// @param x (M, C)
    Trace trace(Tensor x) {
        Tensor inverse = x.square()
                .sumOver(-1)
                .times(1.0 / x.size(1))
                .plus(epsilon)
                .inverseRoot()
                .view(-1, 1);
        Tensor unit = x.times(inverse);
        return new Trace(unit.times(weight), unit, inverse);
    }

    /// @param scaled  the answer, (M, C)
    /// @param unit    before each channel was scaled, (M, C)
    /// @param inverse one over each token's root mean square, (M, 1)
    record Trace(Tensor scaled, Tensor unit, Tensor inverse) {}

    /// Adds to the gradient of the weight, and adds the slope by the input to `stream`.
    ///
    /// With u = x / r and s the slope by u, the slope by x is `(s - u · mean(s · u)) / r`.
    ///
    /// @param slope  of the loss by the answer, (M, C)
    /// @param stream slope by the input so far, (M, C)
    void back(Trace trace, Tensor slope, Tensor stream) {
        Tensor along = slope.times(trace.unit());
        InPlace.plus(weight.gradient(), along.sumOver(0));
        Tensor mean = along.matmul(weight).times(1.0 / slope.size(1)).view(-1, 1);
        Tensor across = slope.times(weight);
        InPlace.plusProduct(across, trace.unit(), mean, -1);
        InPlace.plusProduct(stream, across, trace.inverse(), 1);
    }
}
