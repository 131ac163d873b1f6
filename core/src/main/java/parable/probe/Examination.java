package parable.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Nearest;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.lab.organism.EmotionTexts;
import parable.lab.organism.World;
import parable.tensor.Engine;
import parable.tensor.Kernels;

/// Everything that is asked of one model: directions made and validated, rollouts read, the stream pushed.
///
/// @param model      hash of its weights
/// @param kernels    what computed all this
/// @param extraction how its directions were made
/// @param validation what chose the sites, and G1 to G3
/// @param readout    what the watched direction read
/// @param steering   what pushing did; empty where nothing was pushed
public record Examination(
        String model,
        Kernels kernels,
        Extraction extraction,
        Extracted.Validation validation,
        ReadoutScores readout,
        Optional<SteeringScores> steering) {
    public static final String RESULT = "probe.json";

    /// What is asked.
    ///
    /// @param samples  rollouts that are read
    /// @param seed     of their scenarios and draws
    /// @param steering what is pushed; empty for nothing
    public record Questions(Extraction extraction, int samples, long seed, Optional<SteeringPlan> steering) {
        /// @throws StudyException naming the nearest feeling when the corpus has no stories about this one
        void requireKnownIn(World world) {
            List<String> known = EmotionTexts.of(world).emotions();
            if (!known.contains(extraction.emotion())) {
                throw new StudyException(
                        StudyException.Category.CONFIG,
                        "There are no stories about \"%s\"; feelings are %s. Did you mean \"%s\"?",
                        extraction.emotion(),
                        String.join(", ", known),
                        Nearest.to(extraction.emotion(), known).orElseThrow());
            }
        }
    }

    /// Examines a model and writes directions and result into `folder`.
    ///
    /// @return empty when the user asked to stop before the end; nothing is written then
    public static Optional<Examination> of(
            ProbedModel model, World world, Questions questions, Path folder, Progress progress, StopSignal stop) {
        questions.requireKnownIn(world);
        model.requireWordsOf(world);
        Extraction extraction = questions.extraction();
        Extracted extracted = new Extractor(model, world, extraction).extract();
        Direction watched = extracted.directions().reading(extraction.emotion());
        WatchedRollouts rollouts = WatchedRollouts.sample(model, world, questions.samples(), questions.seed());
        ReadoutScores readout =
                rollouts.scores(rollouts.tracks(model, List.of(watched)).getFirst(), watched);
        Optional<SteeringScores> steering = Optional.empty();
        if (questions.steering().isPresent()) {
            steering = steered(
                    model, world, extracted, extraction, questions.steering().get(), progress, stop);
            if (steering.isEmpty()) {
                return Optional.empty();
            }
        }
        Examination result =
                new Examination(model.hash(), Engine.kernels(), extraction, extracted.validation(), readout, steering);
        extracted.directions().save(folder);
        AtomicFile.write(folder.resolve(RESULT), Json.pretty(result));
        return Optional.of(result);
    }

    private static Optional<SteeringScores> steered(
            ProbedModel model,
            World world,
            Extracted extracted,
            Extraction extraction,
            SteeringPlan plan,
            Progress progress,
            StopSignal stop) {
        SteeredModel steered = new SteeredModel(model, world, extracted.directions(), extraction.emotion(), plan);
        List<SteeringPlan.Cell> cells = plan.cells(List.of(extraction.emotion(), Directions.SHUFFLED));
        List<SteeredCell> ran = new ArrayList<>();
        try (Progress.Task task = progress.start("steering", cells.size())) {
            for (SteeringPlan.Cell cell : cells) {
                if (stop.requested()) {
                    return Optional.empty();
                }
                ran.add(steered.run(cell));
                task.advance(1, "");
            }
        }
        return Optional.of(SteeringScores.of(ran, extraction.emotion(), steered));
    }

    /// G1 to G7, as far as they were asked, in order.
    public List<ProbeGate> gates() {
        Stream<ProbeGate> pushed = steering.stream().flatMap(scores -> scores.gates().stream());
        return Stream.of(validation.gates().stream(), pushed, Stream.of(readout.gate()))
                .flatMap(gates -> gates)
                .toList();
    }
}
