package parable.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import parable.generate.Generated;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.tensor.Scope;
import parable.train.PolicyObjective.Judged;
import parable.train.PolicyObjective.Learned;

/// Reinforcement learning with group-relative advantages ([Shao et al. 2024](https://arxiv.org/abs/2402.03300),
/// section 4.1): several answers to each prompt are sampled, and each is compared with the mean of its group.
///
/// ```
/// A_i = r_i - mean(r of the group)
/// loss = Σ_i Σ_t term(i, t) / Σ_i |o_i|        over all answers o_i of the step; see PolicyTerm
/// ```
/// It differs from the paper as later work advises: advantages are not divided by the group's spread, which
/// would weigh easy and hard prompts more ([Liu et al. 2025](https://arxiv.org/abs/2503.20783), Dr. GRPO,
/// section 3.2), and tokens, not answers, count equally ([Yu et al.
/// 2025](https://arxiv.org/abs/2503.14476), DAPO, section 3.3). Answers whose group agrees have no
/// advantage and, without a price on divergence, are not computed.
///
/// The sampler is the trained engine itself at temperature 1 with nothing banned, so the policy that samples is
/// the policy that is trained, but for rounding. Confined to one thread.
public final class Grpo extends Course {
    /// Answers written at once.
    private static final int BATCH = 128;

    private final Decoder model;
    private final Optional<Decoder> reference;
    private final Settings settings;
    private final Exercise.Source source;

    /// @param steps       times that answers are sampled
    /// @param samples     answers to each prompt
    /// @param updates     optimizer moves on each step's answers; from the second on, clipping matters
    /// @param limits      how far a move may go
    /// @param answer      how long an answer may be, and which token ends it
    /// @param descent     learning rate, optimizer, clip of the gradient's norm
    /// @param seed        of sampling
    public record Settings(
            int steps, int samples, int updates, Limits limits, Answer answer, Rates descent, long seed) {
        public Settings {
            Check.that(steps > 0, "steps must be positive, but was %d", steps);
            Check.that(
                    samples > 1,
                    "samples must be at least 2, because an answer is compared with its group, but was %d",
                    samples);
            Check.that(updates > 0, "updates must be positive, but was %d", updates);
        }
    }

    /// @param ratio      ε: how far the ratio of new to old probability may leave 1 and still be followed
    /// @param divergence β: price of a nat of divergence from the reference, in rewards; 0 for none
    public record Limits(double ratio, double divergence) {
        public Limits {
            Check.that(ratio > 0 && ratio < 1, "the ratio's limit lies in (0, 1), but was %s", ratio);
            Check.that(divergence >= 0, "the price of divergence must not be negative, but was %s", divergence);
        }
    }

    /// @param maxTokens longest answer; a longer one is cut and counts as truncated
    /// @param stopToken ends an answer
    public record Answer(int maxTokens, int stopToken) {}

    /// @param schedule  learning rate over the steps
    /// @param optimizer AdamW's constants
    /// @param clip      largest global norm of the gradient
    public record Rates(Training.Schedule schedule, Training.Optimizer optimizer, double clip) {}

    /// @param reference priced divergence is measured from it; stays as it is; empty when it has no price
    public Grpo(Decoder model, Optional<Decoder> reference, Settings settings, Exercise.Source source) {
        requireReference(settings.limits(), reference);
        super(
                settings.steps(),
                model,
                settings.descent().optimizer(),
                settings.descent().clip());
        this.model = model;
        this.reference = reference;
        this.settings = settings;
        this.source = source;
    }

    private static void requireReference(Limits limits, Optional<Decoder> reference) {
        Check.that(
                reference.isPresent() == limits.divergence() > 0,
                "a reference is needed exactly when divergence has a price, but the price is %s and the reference %s",
                limits.divergence(),
                reference.isPresent() ? "given" : "missing");
    }

    /// What a step did. Shares lie in [0, 1].
    ///
    /// @param step      counted from 1
    /// @param tokens    prompts and answers of all steps so far
    /// @param reward    mean over all answers
    /// @param entropy   of the policy, in nats per token: minus the mean log-probability of the sampled tokens
    ///                  of those answers that were computed; empty where none was
    /// @param agreeing  share of groups whose answers all earn the same, from which nothing is learned
    /// @param clipped   share of trained tokens whose gradient clipping took away, over all updates
    /// @param truncated share of answers that did not end by themselves
    /// @param divergence from the reference, k3 estimate in nats per token; 0 without one
    public record Step(
            int step,
            long tokens,
            double reward,
            OptionalDouble entropy,
            double agreeing,
            double clipped,
            double truncated,
            double divergence) {

        Map<String, Double> measures() {
            Map<String, Double> measures = new TreeMap<>(Map.of(
                    "reward", reward,
                    "zero_variance_groups", agreeing,
                    "clip_ratio", clipped,
                    "truncation_ratio", truncated,
                    "kl", divergence));
            entropy.ifPresent(nats -> measures.put("entropy", nats));
            return measures;
        }
    }

    @Override
    public Stride advance() {
        Step taken = next();
        return new Stride(taken.step(), taken.tokens(), taken.measures());
    }

    /// Samples answers and learns from them.
    public Step next() {
        requireStepLeft();
        List<Exercise> exercises = source.at(stepsDone());
        List<Generated> written = write(exercises);
        double[] rewards = rewards(exercises, written);
        double[] advantages = advantages(rewards, settings.samples());
        List<Judged> answers = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            answers.add(new Judged(text(exercises.get(i / settings.samples()), written.get(i)), advantages[i]));
        }
        Learned learned = learn(answers);
        taken(answers.stream()
                .mapToLong(a -> a.text().prompt().length + a.text().continuation().length)
                .sum());
        double truncated = written.stream().filter(w -> !w.stopped()).count() / (double) written.size();
        return new Step(
                stepsDone(),
                tokens(),
                Arrays.stream(rewards).average().orElse(0),
                learned.entropy(),
                agreeing(advantages, settings.samples()),
                learned.clipped(),
                truncated,
                learned.divergence());
    }

    private List<Generated> write(List<Exercise> exercises) {
        List<GenerationRequest> requests = new ArrayList<>();
        RandomStream seeds = RandomStream.of(settings.seed(), "answers", stepsDone());
        Answer answer = settings.answer();
        Sampling sampling = new Sampling(1, answer.maxTokens(), answer.stopToken(), Set.of());
        for (Exercise exercise : exercises) {
            for (int i = 0; i < settings.samples(); i++) {
                requests.add(GenerationRequest.of(exercise.prompt(), sampling, seeds.nextLong()));
            }
        }
        try (Generator generator = Generator.of(model, BATCH)) {
            return generator.generate(requests);
        }
    }

    private double[] rewards(List<Exercise> exercises, List<Generated> written) {
        double[] rewards = new double[written.size()];
        for (int i = 0; i < rewards.length; i++) {
            rewards[i] = exercises.get(i / settings.samples()).reward().applyAsDouble(written.get(i));
            Check.that(Double.isFinite(rewards[i]), "a reward must be a finite number, but was %s", rewards[i]);
        }
        return rewards;
    }

    /// Each reward minus the mean of its group; exactly 0 where a group agrees.
    ///
    /// @param samples neighbors that form a group
    static double[] advantages(double[] rewards, int samples) {
        double[] advantages = new double[rewards.length];
        for (int start = 0; start < rewards.length; start += samples) {
            double[] group = Arrays.copyOfRange(rewards, start, start + samples);
            boolean agrees = Arrays.stream(group).distinct().count() == 1;
            double mean = Arrays.stream(group).average().orElse(0);
            for (int i = 0; i < samples; i++) {
                advantages[start + i] = agrees ? 0 : group[i] - mean;
            }
        }
        return advantages;
    }

    private static double agreeing(double[] advantages, int samples) {
        int groups = advantages.length / samples, agreeing = 0;
        for (int group = 0; group < groups; group++) {
            agreeing += Arrays.stream(advantages, group * samples, (group + 1) * samples)
                            .allMatch(advantage -> advantage == 0)
                    ? 1
                    : 0;
        }
        return agreeing / (double) groups;
    }

    /// The answer as the model wrote it, with the token that ended it.
    private Continued.Text text(Exercise exercise, Generated written) {
        int[] answer = written.tokens();
        if (written.stopped()) {
            answer = Arrays.copyOf(answer, answer.length + 1);
            answer[answer.length - 1] = settings.answer().stopToken();
        }
        return new Continued.Text(exercise.prompt(), answer);
    }

    private Learned learn(List<Judged> answers) {
        boolean all = reference.isPresent();
        List<Judged> computed =
                answers.stream().filter(a -> all || a.advantage() != 0).toList();
        if (computed.isEmpty()) {
            return new Learned(OptionalDouble.empty(), 0, 0);
        }
        int length =
                answers.stream().mapToInt(a -> a.text().continuation().length).sum();
        Continued texts = new Continued(
                computed.stream().map(Judged::text).toList(),
                model.config().attention().context());
        double[][] references = reference.map(texts::logProbabilities).orElseGet(() -> new double[0][]);
        PolicyObjective objective = new PolicyObjective(computed, references, settings.limits());
        double rate = settings.descent().schedule().rate(stepsDone(), steps());
        for (int update = 0; update < settings.updates(); update++) {
            try (Scope _ = Scope.open()) {
                descent().begin();
                texts.backward(model, objective::slopes);
                descent().move(length, rate);
            }
        }
        return objective.learned();
    }
}
