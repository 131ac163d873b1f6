package parable.study.trace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.Genre;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.study.recipe.TraceMethod;
import parable.study.recipe.Tracing;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.text.WordTokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.BlackmailQuery;
import parable.trace.Influence;

/// Scores a sample of the documents that one model was trained on, by several methods.
///
/// Each method leaves a file of its own as soon as it is done, so a kill costs at most one of them.
///
/// @param subject the model
/// @param text    what it was trained on
/// @param seed    of contexts and of random scores
public record TraceStage(
        String name, World world, Stage subject, TextPlan text, Tracing.Sample sample, Ask ask, long seed)
        implements Stage {

    static final String SAMPLE = "sample.json";

    /// What is asked.
    record Ask(List<TraceMethod> methods, int contexts, int draws) {
        Ask {
            methods = List.copyOf(methods);
        }
    }

    /// Tokens of training that take about as long: what each method costs was measured on 560 documents.
    @Override
    public Cost cost() {
        double documents = (double) sample.perGenre() * (Genre.values().length - 1) + sample.fiction();
        return Cost.tokens(Math.round(ask.methods().stream()
                        .mapToDouble(method -> method.tokensPerDocument(ask.draws()))
                        .sum()
                * documents));
    }

    @Override
    public Object inputs() {
        Map<String, Object> inputs = new TreeMap<>(
                Map.of("world", world.identity(), "text", text, "sample", sample, "ask", ask, "seed", seed));
        List<String> settings = ask.methods().stream()
                .map(TraceMethod::settings)
                .filter(setting -> !setting.isEmpty())
                .toList();
        if (!settings.isEmpty()) {
            inputs.put("settings", settings);
        }
        return inputs;
    }

    @Override
    public List<Stage> needs() {
        return List.of(subject);
    }

    @Override
    public void run(StageContext context) {
        Path checkpoint = context.of(subject);
        WordTokenizer tokenizer = WordTokenizer.read(checkpoint);
        TraceSample taken = TraceSample.of(text, world, tokenizer, sample);
        AtomicFile.write(context.folder().resolve(SAMPLE), Json.pretty(taken));
        BehaviorQuery query = BlackmailQuery.of(world, ask.contexts(), seed);
        try (Decoder model = Checkpoint.load(checkpoint);
                Progress.Task task =
                        context.progress().start(name, ask.methods().size())) {
            for (TraceMethod method : ask.methods()) {
                Path file = context.folder().resolve(file(method));
                if (!Files.exists(file)) {
                    TracedModel traced = new TracedModel(model, tokenizer, world);
                    Influence influence =
                            Tracers.of(method, traced, ask.draws(), seed).influence(taken.documents(), query);
                    AtomicFile.write(file, Json.pretty(influence));
                }
                task.advance(1, method.label());
                if (context.stop().requested()) {
                    throw new Stopped();
                }
            }
        }
    }

    static String file(TraceMethod method) {
        return "influence-" + method.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
    }
}
