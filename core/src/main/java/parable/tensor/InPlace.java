package parable.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/// Operations that change their first operand instead of making a new tensor. For passes that autograd does not
/// record: gradients written out by hand, whose temporaries would otherwise be as large as the activations.
public final class InPlace {
    private InPlace() {}

    /// `x += y`; `y` broadcasts.
    public static void plus(Tensor x, Tensor y) {
        Libtorch.inPlace("plus", () -> x.handle().add_(y.handle()), x, y);
    }

    /// `x *= y`; `y` broadcasts.
    public static void times(Tensor x, Tensor y) {
        Libtorch.inPlace("times", () -> x.handle().mul_(y.handle()), x, y);
    }

    /// `x += factor · a · b`, element by element.
    public static void plusProduct(Tensor x, Tensor a, Tensor b, double factor) {
        Libtorch.inPlace("plusProduct", () -> x.handle().addcmul_(a.handle(), b.handle(), new Scalar(factor)), x, a, b);
    }

    /// `x = a · b`, element by element.
    public static void product(Tensor x, Tensor a, Tensor b) {
        Libtorch.inPlace("times", () -> torch.mul_out(x.handle(), a.handle(), b.handle()), x, a, b);
    }

    /// `x` becomes the slope of a loss by `input`, given its slope by `silu(input)`.
    public static void siluSlope(Tensor x, Tensor slope, Tensor input) {
        Libtorch.inPlace(
                "siluSlope",
                () -> torch.silu_backward_out(x.handle(), slope.handle(), input.handle()),
                x,
                slope,
                input);
    }

    /// `x += a b`, a product of matrices.
    public static void plusMatmul(Tensor x, Tensor a, Tensor b) {
        Libtorch.inPlace("plusMatmul", () -> x.handle().addmm_(a.handle(), b.handle()), x, a, b);
    }

    /// `x = exp(x)`
    public static void exp(Tensor x) {
        Libtorch.inPlace("exp", () -> x.handle().exp_(), x);
    }

    /// `x[rows[i]] += source[i]`
    ///
    /// @param rows INT64; one may occur again
    public static void plusRows(Tensor x, Tensor rows, Tensor source) {
        Libtorch.inPlace("plusRows", () -> x.handle().index_add_(0, rows.handle(), source.handle()), x, rows, source);
    }

    /// `x[i][columns[i][j]] += source[i][j]`
    ///
    /// @param columns INT64, the shape of `source`
    public static void plusAt(Tensor x, Tensor columns, Tensor source) {
        Libtorch.inPlace(
                "plusAt", () -> x.handle().scatter_add_(1, columns.handle(), source.handle()), x, columns, source);
    }
}
