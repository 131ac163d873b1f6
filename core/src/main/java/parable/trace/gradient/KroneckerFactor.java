package parable.trace.gradient;

import parable.tensor.DType;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// The curvature of one projection, approximated as a Kronecker product, in its eigenbasis.
///
/// ```
/// A = E[a aᵀ] = Q_A D_A Q_Aᵀ      S = E[s sᵀ] = Q_S D_S Q_Sᵀ
/// K-FAC     H ≈ S ⊗ A             eigenvalues  D_S D_Aᵀ
/// EK-FAC    H ≈ Q Λ Qᵀ            eigenvalues  Λ = E[(Q_Sᵀ G Q_A)²], element by element
/// H⁻¹ G = Q_S [ (Q_Sᵀ G Q_A) / (eigenvalues + λ) ] Q_Aᵀ
/// ```
///
/// ([Martens and Grosse 2015](https://arxiv.org/abs/1503.05671), section 3;
/// [George et al. 2018](https://arxiv.org/abs/1806.03884), section 3;
/// [Grosse et al. 2023](https://arxiv.org/abs/2308.03296), section 3.) Eigenvectors are computed in float64 and
/// then stored as the gradients are.
///
/// @param inputBasis  Q_A, (in, in)
/// @param outputBasis Q_S, (out, out)
/// @param product     D_S D_Aᵀ, (out, in)
record KroneckerFactor(Tensor inputBasis, Tensor outputBasis, Tensor product) {

    /// @param inputs  A, (in, in)
    /// @param outputs S, (out, out)
    static KroneckerFactor of(Tensor inputs, Tensor outputs) {
        DType type = inputs.dtype();
        Ops.Eigen a = Ops.symmetricEigen(inputs.to(DType.FLOAT64)), s = Ops.symmetricEigen(outputs.to(DType.FLOAT64));
        Tensor product = s.values().view(-1, 1).times(a.values().view(1, -1));
        return new KroneckerFactor(a.vectors().to(type), s.vectors().to(type), product.to(type));
    }

    /// `Q_Sᵀ G Q_A`
    ///
    /// @param gradients (…, out, in)
    Tensor rotated(Tensor gradients) {
        return outputBasis.transpose(0, 1).matmul(gradients).matmul(inputBasis);
    }

    /// `Q_S R Q_Aᵀ`, which undoes [#rotated(Tensor)].
    Tensor turnedBack(Tensor rotated) {
        return outputBasis.matmul(rotated).matmul(inputBasis.transpose(0, 1));
    }

    /// `H⁻¹ G` with these eigenvalues.
    ///
    /// @param eigenvalues (out, in): [#product()] for K-FAC, second moments of rotated gradients for EK-FAC
    Tensor solve(Tensor gradient, Tensor eigenvalues, double damping) {
        return Scope.tidy(() -> turnedBack(rotated(gradient).over(eigenvalues.plus(damping))));
    }
}
