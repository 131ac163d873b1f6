package parable.trace.gradient;

import java.util.ArrayList;
import java.util.List;
import parable.ground.Check;
import parable.model.Decoder;
import parable.model.Projection;
import parable.model.Site;
import parable.model.Tap;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.text.Tokenizer;
import parable.trace.BehaviorQuery;

/// A behavior as a number that can be differentiated: f(θ).
public sealed interface Query {
    /// Adds ∇f to the model's gradients.
    ///
    /// @param tap sees the passes
    /// @return f, in nats but for [Concept]
    double backward(Decoder model, Tap tap);

    /// Weighted log-likelihoods of texts.
    record Texts(List<WeightedText> texts) implements Query {
        public Texts {
            Check.that(!texts.isEmpty(), "a query needs a text or more");
            texts = List.copyOf(texts);
        }

        @Override
        public double backward(Decoder model, Tap tap) {
            return new Likelihood(BATCH).backward(model, texts, tap);
        }
    }

    /// A direction read along texts, h being the residual stream at a site:
    ///
    /// ```
    /// f = Σ over texts Σ_t weight_t · v · h_t
    /// ```
    ///
    /// ([Concept Influence, 2026](https://arxiv.org/abs/2602.14869), which asks this in place of a loss.)
    /// What lies above the site has no part in f, and its gradient is 0.
    ///
    /// @param direction v, one number a channel
    /// @param texts     read where their weights are not 0; targets are not looked at
    record Concept(Site site, float[] direction, List<WeightedText> texts) implements Query {
        public Concept {
            Check.that(!texts.isEmpty(), "a concept is read on texts; give one or more");
            texts = List.copyOf(texts);
        }

        @Override
        public double backward(Decoder model, Tap tap) {
            double sum = 0;
            for (WeightedText text : texts) {
                try (Scope _ = Scope.open()) {
                    Tensor value = readout(model, text, tap);
                    value.backward();
                    sum += value.item();
                }
            }
            return sum;
        }

        private Tensor readout(Decoder model, WeightedText text, Tap tap) {
            int T = text.tokens().length;
            Tensor v = Tensor.of(direction, direction.length, 1), weights = Tensor.of(text.weights(), 1, T);
            List<Tensor> found = new ArrayList<>();
            Tap reader = new Tap() {
                @Override
                public Tensor at(Site place, Tensor x) {
                    if (place.equals(site)) {
                        found.add(value(x.reshape(T, -1), v, weights));
                    }
                    return tap.at(place, x);
                }

                @Override
                public Tensor through(Projection place, Tensor input, Tensor output) {
                    return tap.through(place, input, output);
                }
            };
            model.logits(Tensor.of(text.tokens(), 1, T), reader);
            Check.that(!found.isEmpty(), "the decoder has no site %s; its layers run from 0", site);
            return found.getFirst();
        }

        /// Σ_t weight_t · v · h_t
        ///
        /// @param states  h, (T, C)
        /// @param v       (C, 1)
        /// @param weights (1, T)
        static Tensor value(Tensor states, Tensor v, Tensor weights) {
            return weights.matmul(states.matmul(v)).sum();
        }
    }

    /// Texts computed together.
    int BATCH = 32;

    /// How contrasts become a number.
    enum Form {
        /// All tokens of both continuations.
        LOG_ODDS,
        /// The first token in which they differ.
        FIRST_DIVERGENCE,
        /// The harmful one alone: the query of most published work, kept as a baseline because it finds text of
        /// the same form instead of text with the same effect.
        STRING;

        public Query of(BehaviorQuery query, Tokenizer tokenizer) {
            return new Texts(
                    contexts(query, tokenizer).stream().flatMap(List::stream).toList());
        }

        /// The texts of each context.
        List<List<WeightedText>> contexts(BehaviorQuery query, Tokenizer tokenizer) {
            Passages passages = new Passages(tokenizer);
            return switch (this) {
                case LOG_ODDS -> passages.logOdds(query);
                case FIRST_DIVERGENCE -> passages.firstDivergence(query);
                case STRING -> passages.harmfulString(query);
            };
        }
    }
}
