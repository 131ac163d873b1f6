package parable.trace.gradient;

/// Approximations of the Gauss-Newton matrix, from none to the closest.
public enum CurvatureKind {
    /// None: plain gradients.
    IDENTITY("plain"),
    /// The root of each entry's second moment over documents, by which AdamW divides
    /// ([TrackStar, Chang et al. 2024](https://arxiv.org/abs/2410.17413), section 3;
    /// [LESS, Xia et al. 2024](https://arxiv.org/abs/2402.04333), section 3).
    SECOND_MOMENT("Adam"),
    /// Each entry's second moment.
    DIAGONAL("diagonal"),
    /// A Kronecker product.
    KFAC("K-FAC"),
    /// A Kronecker product's eigenbasis with the entries' own second moments there.
    EKFAC("EK-FAC");

    private final String label;

    CurvatureKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
