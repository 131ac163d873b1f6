package parable.study.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.study.arms.AuditStage;
import parable.study.arms.AuditedRollout;
import parable.study.arms.EvaluationSuite;
import parable.study.arms.Lineage;
import parable.study.recipe.TraceMethod;
import parable.study.stage.Cost;
import parable.study.stage.Finished;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.trace.Influence;
import parable.trace.search.CorpusIndex;
import parable.trace.search.Trace;

/// Traces some harmful rollouts of one model to everything that it was trained on: word for word, by like
/// words, and with the scores of the gradient trace where the study has them.
///
/// Takes seconds. A kill costs what was not indexed yet.
///
/// @param audit  whose rollouts are traced: the first harmful ones of the headline suite
/// @param scores of the model's own documents; empty where nothing scores them
/// @param wanted how much
record WordsStage(String name, AuditStage audit, Optional<TraceStage> scores, Wanted wanted) implements Stage {
    static final String TRACES = "traces.json";

    /// Hidden, so that a kill never makes it an output.
    private static final String INDEX = ".index";

    /// @param rollouts at most so many
    /// @param top      documents named for each
    record Wanted(int rollouts, int top) {}

    @Override
    public Object inputs() {
        return Map.of("lineage", lineage().identity(), "wanted", wanted);
    }

    @Override
    public List<Stage> needs() {
        List<Stage> needs = new ArrayList<>(List.of(audit));
        scores.ifPresent(needs::add);
        return needs;
    }

    /// Tokens of training that take about as long as generating and indexing the lineage's.
    @Override
    public Cost cost() {
        return Cost.tokens(Math.round(lineage().tokens() * COST));
    }

    /// Core-seconds of this stage over those of training on the same text, measured on the quick recipe.
    private static final double COST = 0.05;

    private Lineage lineage() {
        return Lineage.of(audit);
    }

    @Override
    public void run(StageContext context) {
        Finished finished = new Finished(context.stages());
        Lineage lineage = lineage();
        List<AuditedRollout> lines = AuditedRollout.in(finished.of(audit)).stream()
                .filter(line -> line.suite().equals(EvaluationSuite.HEADLINE))
                .toList();
        Optional<Influence> gradient =
                scores.map(stage -> finished.read(stage, TraceStage.file(TraceMethod.UNLEARNING), Influence.class));
        Path folder = context.folder().resolve(INDEX);
        List<Trace> traces = new ArrayList<>();
        try (Progress.Task task = context.progress().start(name, wanted.rollouts());
                CorpusIndex index = CorpusIndex.at(folder, lineage.name(), lineage.identity(), lineage::corpus)) {
            for (int number = 0; number < lines.size() && traces.size() < wanted.rollouts(); number++) {
                if (lines.get(number).didHarm()) {
                    traces.add(index.trace(
                            lines.get(number).text(audit.subject().name(), number), gradient, wanted.top()));
                    task.advance(1, "");
                }
            }
        }
        AtomicFile.write(context.folder().resolve(TRACES), Json.pretty(traces));
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
