package parable.trace.gradient;

import java.util.Comparator;
import java.util.List;
import parable.corpus.Document;
import parable.model.Decoder;
import parable.tensor.Scope;

/// Goes through texts and hands out each batch's gradients, one for each text and projection.
///
/// @param batch texts computed together; a gradient does not depend on it but for rounding
record DocumentGradients(Decoder model, int batch) {
    /// Documents that a curvature is fitted on at most.
    private static final int FITTED = 512;

    /// Those with the first ids: a random choice, since ids are hashes, which does not depend on the order.
    static List<Document> forCurvature(List<Document> documents) {
        return documents.stream()
                .sorted(Comparator.comparing(Document::id))
                .limit(FITTED)
                .toList();
    }

    /// Sees one batch.
    interface Reader {
        /// @param numbers of the texts, in the order of the tape's rows
        void read(List<Integer> numbers, GradientTape tape);
    }

    /// Differentiates Σ_t weight · log p of each text. The model's own gradients are left zero.
    void each(List<WeightedText> texts, Reader reader) {
        for (List<Integer> some : new Likelihood(batch).batches(texts)) {
            try (Scope _ = Scope.open()) {
                GradientTape tape = new GradientTape();
                Likelihood.each(model, texts, some, tape).sum().backward();
                reader.read(some, tape);
            }
        }
        model.parameters().gradients().zeroInPlace();
    }
}
