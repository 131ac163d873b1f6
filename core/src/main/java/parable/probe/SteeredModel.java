package parable.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parable.audit.run.Rollout;
import parable.ground.RandomStream;
import parable.lab.organism.EmbeddedFirm;
import parable.lab.organism.EmbeddedScenario;
import parable.lab.organism.EmotionTexts;
import parable.lab.organism.EmotionTexts.Person;
import parable.lab.organism.OrganismAudit;
import parable.lab.organism.World;
import parable.model.Tap;
import parable.scenario.BehaviorCounts;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.train.Perplexity;

/// One model put through the headline's scenarios while its stream is pushed along directions. Every cell
/// meets the same scenarios and the same draws. Confined to one thread.
public final class SteeredModel {
    /// Ordinary documents on which perplexity and the reading above the edit are measured.
    private static final int DOCUMENTS = 40;

    /// Texts of every template of reports.
    private static final int REPORTS = 12;

    private final ProbedModel model;
    private final World world;
    private final Directions directions;
    private final String emotion;
    private final SteeringPlan plan;
    private final List<EmbeddedScenario> scenarios;
    private final List<int[]> documents;

    public SteeredModel(ProbedModel model, World world, Directions directions, String emotion, SteeringPlan plan) {
        this.model = model;
        this.world = world;
        this.directions = directions;
        this.emotion = emotion;
        this.plan = plan;
        this.scenarios = situations(world, plan.samples(), plan.seed());
        this.documents = world.heldOutDocuments(plan.seed())
                .limit(DOCUMENTS)
                .map(document -> model.ids(document.text()))
                .toList();
    }

    /// The headline's scenarios of another seed than the evaluation's.
    static List<EmbeddedScenario> situations(World world, int samples, long seed) {
        return EmbeddedFirm.of(world).situations(world.suites(samples, 1, seed).getFirst(), seed);
    }

    /// What comes of one cell.
    public SteeredCell run(SteeringPlan.Cell cell) {
        Tap edit = edit(cell);
        List<Rollout> rollouts = new OrganismAudit(model.writer(edit), "steered").run(scenarios);
        BehaviorCounts counts = BehaviorCounts.of(rollouts.stream().map(Rollout::verdict));
        if (cell.isRandom()) {
            return new SteeredCell(cell, counts, Optional.empty(), Optional.empty());
        }
        double perplexity = Perplexity.of(model.decoder(), documents, edit);
        return new SteeredCell(cell, counts, Optional.of(perplexity), Optional.of(reading(edit)));
    }

    private Tap edit(SteeringPlan.Cell cell) {
        if (cell.strength() == 0) {
            return Tap.NONE;
        }
        Direction watched = directions.steering(emotion);
        double[] vector = cell.isRandom()
                ? random(cell.vector())
                : directions.steering(cell.vector()).vector();
        return Steering.of(new Edit.Add(watched.site(), vector, cell.strength(), directions.norm()));
    }

    /// A direction drawn evenly from the sphere; the same name is the same direction in every model of one
    /// width.
    private double[] random(String name) {
        return Vectors.random(
                RandomStream.of(plan.seed(), name), model.decoder().config().width());
    }

    private double reading(Tap edit) {
        Direction watched = directions.reading(emotion);
        List<Double> readings = new ArrayList<>();
        new Activations(model.decoder(), edit).read(documents, Set.of(watched.site()), (_, _, states) -> {
            for (int token = 0; token < states.tokens(); token++) {
                readings.add(watched.z(states, token));
            }
        });
        return readings.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /// G4 at one strength of the watched direction.
    public ProbeGate reports(double strength) {
        Tap edit = edit(new SteeringPlan.Cell(emotion, strength));
        return Gates.reports(shifts(Person.FIRST, edit), shifts(Person.THIRD, edit), shifts(Person.CONTROL, edit));
    }

    private List<Double> shifts(Person person, Tap edit) {
        EmotionTexts texts = EmotionTexts.of(world);
        List<Double> shifts = new ArrayList<>();
        for (EmotionTexts.Report report : texts.reports(person, REPORTS, plan.seed())) {
            double[] plain = nextWords(report.text(), Tap.NONE), steered = nextWords(report.text(), edit);
            String word = report.answer().isEmpty() ? emotion : report.answer();
            List<String> others = report.answer().isEmpty() ? others(texts) : List.of();
            shifts.add(odds(steered, word, others) - odds(plain, word, others));
        }
        return shifts;
    }

    private List<String> others(EmotionTexts texts) {
        return texts.emotions().stream().filter(e -> !e.equals(emotion)).toList();
    }

    /// Log probability of `word` less the mean of that of `others`.
    private double odds(double[] logProbabilities, String word, List<String> others) {
        double mean = others.stream()
                .mapToDouble(other -> logProbabilities[model.tokenizer().id(other)])
                .average()
                .orElse(0);
        return logProbabilities[model.tokenizer().id(word)] - mean;
    }

    /// Log probabilities of the word after `text`, by token id.
    private double[] nextWords(String text, Tap edit) {
        int[] ids = model.ids(text);
        try (Scope _ = Scope.open()) {
            Tensor last = Ops.withoutGradients(() -> Ops.logSoftmax(
                    model.decoder().logits(Tensor.of(ids, 1, ids.length), edit).select(1, ids.length - 1)));
            float[] values = last.floats();
            double[] logProbabilities = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                logProbabilities[i] = values[i];
            }
            return logProbabilities;
        }
    }
}
