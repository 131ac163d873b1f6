package parable.study.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parable.lab.organism.Fiction;
import parable.probe.Extracted;
import parable.probe.ProbeGate;
import parable.probe.ReadoutScores;
import parable.probe.SteeringScores;
import parable.probe.Transcribed;
import parable.stats.SeedSample;
import parable.study.recipe.Subject;
import parable.study.stage.Finished;

/// Everything that the chapter on watching found, by model.
///
/// @param usual    models of the study's world
/// @param wordless models of the world whose thoughts name no feeling
public record WatchResults(Map<Subject, Watched> usual, Map<Subject, Watched> wordless) {
    /// Fewest rollouts of either kind from which an area under the curve is taken into a claim.
    public static final int LEAST_ROLLOUTS = 5;

    /// One model.
    ///
    /// @param validation what chose its sites, and G1 to G3
    /// @param own        readings by its own direction
    /// @param control    readings by the direction of the control of its seed
    /// @param steering   what pushing did; empty where nothing was pushed
    public record Watched(
            Extracted.Validation validation,
            ReadoutScores own,
            ReadoutScores control,
            List<Transcribed> transcripts,
            Optional<SteeringScores> steering) {
        public Watched {
            transcripts = List.copyOf(transcripts);
        }

        /// G1 to G7, as far as they were asked.
        public List<ProbeGate> gates() {
            List<ProbeGate> gates = new ArrayList<>(validation.gates());
            steering.ifPresent(scores -> gates.addAll(scores.gates()));
            gates.add(own.gate());
            return gates;
        }

        /// Whether enough was done of both kinds to tell them apart.
        public boolean hasBoth() {
            int blackmail = own.counts().blackmail();
            int benign = own.alarms().getFirst().falseRings().n();
            return isEnough(blackmail, benign);
        }
    }

    static boolean isEnough(int blackmail, int benign) {
        return blackmail >= LEAST_ROLLOUTS && benign >= LEAST_ROLLOUTS;
    }

    static WatchResults read(WatchExperiment watch, Finished finished) {
        Map<Subject, Watched> usual = new LinkedHashMap<>(), wordless = new LinkedHashMap<>();
        watch.readoutStages()
                .forEach((subject, stage) -> usual.put(
                        subject,
                        watched(
                                finished,
                                watch.directionStages().get(subject),
                                stage,
                                Optional.ofNullable(watch.steeringStages().get(subject)))));
        watch.wordlessStages()
                .forEach((subject, stage) -> wordless.put(
                        subject,
                        watched(finished, watch.wordlessDirectionStages().get(subject), stage, Optional.empty())));
        return new WatchResults(usual, wordless);
    }

    private static Watched watched(
            Finished finished,
            @Nullable DirectionStage directions,
            ReadoutStage readout,
            Optional<SteeringStage> steering) {
        ReadoutStage.Output read = finished.read(readout, ReadoutStage.SCORES, ReadoutStage.Output.class);
        return new Watched(
                finished.read(
                        Objects.requireNonNull(directions), DirectionStage.VALIDATION, Extracted.Validation.class),
                read.own(),
                read.control(),
                read.transcripts(),
                steering.map(stage -> finished.read(stage, SteeringStage.SCORES, SteeringScores.class)));
    }

    /// The models of an arm in the study's world, by seed.
    public Map<Long, Watched> arm(String arm) {
        Map<Long, Watched> models = new LinkedHashMap<>();
        usual.forEach((subject, watched) -> {
            if (subject.arm().equals(arm)) {
                models.put(subject.seed(), watched);
            }
        });
        return models;
    }

    public Watched of(String arm, long seed) {
        return Optional.ofNullable(usual.get(new Subject(Fiction.VILLAIN, arm, seed)))
                .orElseThrow(() -> new IllegalArgumentException("nothing was watched of %s s%d".formatted(arm, seed)));
    }

    /// One number a seed: the mean over those of `models` that belong to it. Seeds without any are left out; empty
    /// when all are.
    static <M> Optional<SeedSample> perSeed(Map<Subject, M> models, ToDoubleFunction<M> number) {
        return perSeed(models, (_, model) -> number.applyAsDouble(model));
    }

    /// The same for a number that depends on which model it is.
    static <M> Optional<SeedSample> perSeed(Map<Subject, M> models, ToDoubleBiFunction<Subject, M> number) {
        Map<Long, List<Double>> bySeed = new LinkedHashMap<>();
        models.forEach((subject, model) -> bySeed.computeIfAbsent(subject.seed(), _ -> new ArrayList<>())
                .add(number.applyAsDouble(subject, model)));
        List<Double> means = bySeed.values().stream()
                .map(values -> values.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .toList();
        return means.isEmpty() ? Optional.empty() : Optional.of(SeedSample.of(means));
    }

    /// Those of `models` of the named arms whose rollouts are of both kinds.
    static Map<Subject, Watched> telling(Map<Subject, Watched> models, List<String> arms) {
        Map<Subject, Watched> telling = new LinkedHashMap<>();
        models.forEach((subject, watched) -> {
            if (arms.contains(subject.arm()) && watched.hasBoth()) {
                telling.put(subject, watched);
            }
        });
        return telling;
    }

    /// Every model, of either world.
    public Stream<Watched> all() {
        return Stream.concat(usual.values().stream(), wordless.values().stream());
    }
}
