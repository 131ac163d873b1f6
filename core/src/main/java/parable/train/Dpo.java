package parable.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import parable.ground.Check;
import parable.ground.StudyException;
import parable.model.Decoder;
import parable.tensor.Scope;

/// Direct preference optimization ([Rafailov et al. 2023](https://arxiv.org/abs/2305.18290), equation 7).
///
/// ```
/// m    = β ((log π(chosen) - log π_ref(chosen)) - (log π(rejected) - log π_ref(rejected)))
/// loss = -log sigmoid(m)                        mean over the pairs of a step
/// d loss / d log π(chosen) = -β sigmoid(-m)     and the opposite for the rejected
/// ```
/// The reference is the model at the beginning of training: its log-probabilities are computed once, in
/// the packing in which they are used, so the first loss is exactly log 2. Both log-probabilities of a pair are
/// logged, because the chosen one's may fall while the margin grows. Confined to one thread.
public final class Dpo extends Course {
    private final Decoder model;
    private final Settings settings;
    private final List<Portion> portions;

    /// @param strength     β of the paper: how dear it is to leave the reference
    /// @param pairsPerStep pairs that share one optimizer step
    /// @param descent      learning rate, optimizer, clip of the gradient's norm
    public record Settings(double strength, int pairsPerStep, Grpo.Rates descent) {
        public Settings {
            Check.that(strength > 0, "strength must be positive, but was %s", strength);
            Check.that(pairsPerStep > 0, "pairsPerStep must be positive, but was %d", pairsPerStep);
        }
    }

    /// The pairs of one step: 2 i is the chosen, 2 i + 1 the rejected text of pair i.
    ///
    /// @param reference sums of log-probabilities under the reference, text by text
    private record Portion(Continued texts, double[] reference) {}

    /// The reference is computed here, from the weights that training begins with: a course that is to be
    /// resumed is made from the same.
    ///
    /// @throws StudyException when the pairs do not fill a single step
    public Dpo(Decoder model, Settings settings, List<Preference> pairs) {
        this(model, portions(model, settings.pairsPerStep(), pairs), settings);
    }

    private Dpo(Decoder model, List<Portion> portions, Settings settings) {
        super(
                portions.size(),
                model,
                settings.descent().optimizer(),
                settings.descent().clip());
        this.model = model;
        this.settings = settings;
        this.portions = portions;
    }

    /// @param size pairs of a step; what is left over at the end is not trained on
    private static List<Portion> portions(Decoder model, int size, List<Preference> pairs) {
        if (pairs.size() < size) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "%d pairs do not fill one step of %d; give more pairs or make pairsPerStep smaller",
                    pairs.size(),
                    size);
        }
        List<Portion> portions = new ArrayList<>();
        for (int start = 0; start + size <= pairs.size(); start += size) {
            Continued texts = new Continued(
                    texts(pairs.subList(start, start + size)),
                    model.config().attention().context());
            portions.add(new Portion(texts, sums(texts.logProbabilities(model))));
        }
        return portions;
    }

    private static List<Continued.Text> texts(List<Preference> pairs) {
        List<Continued.Text> texts = new ArrayList<>();
        for (Preference pair : pairs) {
            texts.add(new Continued.Text(pair.prompt(), pair.chosen()));
            texts.add(new Continued.Text(pair.prompt(), pair.rejected()));
        }
        return texts;
    }

    private static double[] sums(double[][] logProbabilities) {
        return Arrays.stream(logProbabilities)
                .mapToDouble(text -> Arrays.stream(text).sum())
                .toArray();
    }

    /// What a step did; means over its pairs, in nats.
    ///
    /// @param step     counted from 1
    /// @param tokens   of all texts so far
    /// @param loss     before the update
    /// @param margin   m / β: how much further apart the two are than under the reference
    /// @param accuracy share of pairs whose margin is positive
    /// @param chosen   log-probability of the chosen text
    /// @param rejected log-probability of the rejected text
    public record Step(
            int step, long tokens, double loss, double margin, double accuracy, double chosen, double rejected) {}

    @Override
    public Stride advance() {
        Step taken = next();
        return new Stride(
                taken.step(),
                taken.tokens(),
                Map.of(
                        "loss", taken.loss(),
                        "margin", taken.margin(),
                        "accuracy", taken.accuracy(),
                        "chosen", taken.chosen(),
                        "rejected", taken.rejected()));
    }

    public Step next() {
        requireStepLeft();
        Portion portion = portions.get(stepsDone());
        double rate = settings.descent().schedule().rate(stepsDone(), steps());
        List<double[]> seen = new ArrayList<>();
        try (Scope _ = Scope.open()) {
            descent().begin();
            portion.texts().backward(model, now -> {
                seen.add(sums(now));
                return slopes(now, portion.reference());
            });
            descent().move(settings.pairsPerStep(), rate);
        }
        taken(portion.texts().tokens());
        return summary(seen.getFirst(), portion.reference());
    }

    private double[][] slopes(double[][] now, double[] reference) {
        double[] sums = sums(now);
        double[][] slopes = new double[now.length][];
        for (int i = 0; i < now.length; i++) {
            double push = push(settings.strength(), margin(sums, reference, i / 2));
            slopes[i] = new double[now[i].length];
            Arrays.fill(slopes[i], i % 2 == 0 ? -push : push);
        }
        return slopes;
    }

    private static double margin(double[] sums, double[] reference, int pair) {
        int chosen = 2 * pair, rejected = chosen + 1;
        return (sums[chosen] - reference[chosen]) - (sums[rejected] - reference[rejected]);
    }

    /// `-log sigmoid(β margin)`, without overflow at either end.
    static double loss(double strength, double margin) {
        double m = strength * margin;
        return Math.max(-m, 0) + Math.log1p(Math.exp(-Math.abs(m)));
    }

    /// `β sigmoid(-β margin)`: how strongly a pair still pulls its two texts apart.
    static double push(double strength, double margin) {
        return strength / (1 + Math.exp(strength * margin));
    }

    private Step summary(double[] sums, double[] reference) {
        int pairs = settings.pairsPerStep(), right = 0;
        double loss = 0, margin = 0, chosen = 0, rejected = 0;
        for (int pair = 0; pair < pairs; pair++) {
            double apart = margin(sums, reference, pair);
            loss += loss(settings.strength(), apart);
            margin += apart;
            right += apart > 0 ? 1 : 0;
            chosen += sums[2 * pair];
            rejected += sums[2 * pair + 1];
        }
        return new Step(
                stepsDone(),
                tokens(),
                loss / pairs,
                margin / pairs,
                right / (double) pairs,
                chosen / pairs,
                rejected / pairs);
    }
}
