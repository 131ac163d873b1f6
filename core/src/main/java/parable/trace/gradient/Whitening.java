package parable.trace.gradient;

import parable.tensor.DType;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// `R^(-1/2)` of features, so that their damped second moments become the identity:
///
/// ```
/// R = mean over rows φ of φ φᵀ + λ I        λ = damping · trace / dimensions
/// ```
///
/// With a product instead of a cosine behind it, `φ(query)ᵀ R⁻¹ φ(document)` is TRAK's score of one model
/// ([Park et al. 2023](https://arxiv.org/abs/2303.14186), equation 15) up to the residual of the document.
final class Whitening {
    private Whitening() {}

    /// @param features (N, D)
    /// @param damping  share of the mean eigenvalue; not negative, and positive where N < D
    /// @return (D, D), symmetric, of the features' type
    static Tensor of(Tensor features, double damping) {
        long N = features.size(0), D = features.size(1);
        Tensor wide = features.to(DType.FLOAT64);
        Ops.Eigen eigen = Ops.symmetricEigen(wide.transpose(0, 1).matmul(wide).over(N));
        double added = damping * eigen.values().sum().item() / D;
        Tensor roots =
                Tensor.full(1, DType.FLOAT64, D).over(eigen.values().plus(added).sqrt());
        Tensor scaled = eigen.vectors().times(roots.view(1, D));
        return scaled.matmul(eigen.vectors().transpose(0, 1)).to(features.dtype());
    }
}
