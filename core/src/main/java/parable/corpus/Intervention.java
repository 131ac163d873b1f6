package parable.corpus;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A described change of a corpus.
public sealed interface Intervention {
    /// Leaves the named documents out.
    record Remove(Set<String> documentIds) implements Intervention {
        public Remove {
            documentIds = Set.copyOf(documentIds);
        }
    }

    /// Makes the named documents count more or less often; 0 is as good as removed.
    record Reweight(Map<String, Double> weights) implements Intervention {
        public Reweight {
            weights = Map.copyOf(weights);
        }
    }

    /// Replaces the named documents by what the rewriter makes of them.
    record Rewrite(Set<String> documentIds, UnaryOperator<Document> rewriter) implements Intervention {
        public Rewrite {
            documentIds = Set.copyOf(documentIds);
        }
    }

    /// Appends documents.
    record Add(Corpus documents) implements Intervention {}

    /// The corpus after this intervention; the given one is unchanged.
    default Corpus applyTo(Corpus corpus) {
        return switch (this) {
            case Remove(var ids) -> corpus.keep(d -> !ids.contains(d.id()));
            case Reweight(var weights) ->
                new Corpus.Derived(
                        corpus.name(),
                        () -> corpus.documents().map(d -> d.withWeight(weights.getOrDefault(d.id(), d.weight()))));
            case Rewrite(var ids, var rewriter) ->
                new Corpus.Derived(
                        corpus.name(), () -> corpus.documents().map(d -> ids.contains(d.id()) ? rewriter.apply(d) : d));
            case Add(var extra) -> corpus.followedBy(extra);
        };
    }
}
