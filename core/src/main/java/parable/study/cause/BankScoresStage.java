package parable.study.cause;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import parable.corpus.Document;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.study.recipe.Methods;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.study.trace.TracedModel;
import parable.study.trace.Tracers;
import parable.text.WordTokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.Influence;
import parable.trace.Tracer;
import parable.trace.causal.NpyFile;

/// Scores every document of a bank's diet for every query of the bank, by every method: what the bank then
/// judges.
///
/// ```
/// methods.json     name and unit of each method
/// scores-<i>.npy   float32  (query, document), of method i: positive where the document raises the log-odds
/// ```
///
/// A method whose file is there is not asked again after a kill.
record BankScoresStage(String name, BankStage bank, Methods methods) implements Stage {
    static final String METHODS = "methods.json";

    /// @param unit of its scores
    record Scored(String method, String unit) {}

    @Override
    public Object inputs() {
        return Map.of("methods", methods);
    }

    @Override
    public List<Stage> needs() {
        return List.of(bank);
    }

    @Override
    public Cost cost() {
        return Cost.tokens(methods.cost(bank.text().tokens(), bank.bank().queries()));
    }

    static String file(int method) {
        return "scores-%d.npy".formatted(method);
    }

    @Override
    public void run(StageContext context) {
        Path checkpoint = context.of(bank);
        WordTokenizer tokenizer = WordTokenizer.read(checkpoint);
        List<Document> documents = bank.text().documents(bank.world(), tokenizer);
        BehaviorQuery query = bank.query();
        List<Scored> scored = new ArrayList<>();
        try (Decoder model = Checkpoint.load(checkpoint)) {
            List<Tracer> tracers = Tracers.of(methods, new TracedModel(model, tokenizer, bank.world()), 1, List.of());
            try (Progress.Task task = context.progress().start(name, tracers.size())) {
                for (int i = 0; i < tracers.size(); i++) {
                    if (context.stop().requested()) {
                        throw new Stopped();
                    }
                    scored.add(scored(tracers.get(i), context.folder().resolve(file(i)), documents, query));
                    task.advance(1, tracers.get(i).method());
                }
            }
        }
        AtomicFile.write(context.folder().resolve(METHODS), Json.pretty(scored));
    }

    static Scored scored(Tracer method, Path file, List<Document> documents, BehaviorQuery query) {
        List<BehaviorQuery> each = new ArrayList<>();
        query.contexts().forEach(context -> each.add(new BehaviorQuery(query.name(), List.of(context))));
        if (Files.exists(file)) { // asked before a kill: only its unit is not known
            String unit =
                    method.influence(documents.subList(0, 1), each.getFirst()).unit();
            return new Scored(method.method(), unit);
        }
        List<Influence> influences = Tracers.isBlind(method)
                ? Collections.nCopies(
                        each.size(), method.influence(documents, query).raising())
                : method.influences(documents, each).stream()
                        .map(Influence::raising)
                        .toList();
        float[][] scores = new float[each.size()][documents.size()];
        for (int q = 0; q < scores.length; q++) {
            for (int d = 0; d < documents.size(); d++) {
                scores[q][d] = (float) influences.get(q).of(documents.get(d).id());
            }
        }
        NpyFile.write(file, scores);
        return new Scored(method.method(), influences.getFirst().unit());
    }
}
