package parable.study.cause;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.study.stage.Cost;
import parable.study.stage.Finished;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.text.WordTokenizer;
import parable.trace.causal.Bank;
import parable.trace.causal.NpyFile;
import parable.trace.causal.Retraining;
import parable.trace.causal.TruthBank;
import parable.trace.gradient.LogOdds;

/// Trains a bank's model again without what each method ranks first for one query, and without what it ranks last, and
/// asks that query. Retrainings that several methods or queries ask for are done once.
///
/// @param scores of one method or several for the bank's documents
/// @param share  of the documents that is left out
public record LeaveOutStage(String name, BankStage bank, Stage scores, double share) implements Stage {
    static final String RESULTS = "left-out.json";
    private static final String JOURNAL = "left-out.journal";

    /// What leaving documents out did to one model, by method.
    ///
    /// @param drops of each query's log-odds without the documents that its scores rank first, in nats
    /// @param rises of each query's log-odds without those that they rank last
    record LeftOut(String method, List<Double> drops, List<Double> rises) {
        LeftOut {
            drops = List.copyOf(drops);
            rises = List.copyOf(rises);
        }
    }

    /// One query's two texts.
    private record Pair(BitSet withoutTop, BitSet withoutBottom) {}

    @Override
    public Object inputs() {
        return Map.of("share", share);
    }

    @Override
    public List<Stage> needs() {
        return List.of(bank, scores);
    }

    @Override
    public Cost cost() {
        return Cost.tokens(2L * bank.bank().queries() * bank.text().tokens());
    }

    @Override
    public void run(StageContext context) {
        Finished finished = new Finished(context.stages());
        BankScoresStage.Scored[] methods =
                finished.read(scores, BankScoresStage.METHODS, BankScoresStage.Scored[].class);
        List<List<Pair>> pairs = IntStream.range(0, methods.length)
                .mapToObj(i ->
                        pairs(TruthBank.wide(NpyFile.floats(context.of(scores).resolve(BankScoresStage.file(i))))))
                .toList();
        Set<BitSet> distinct = new LinkedHashSet<>();
        pairs.forEach(queries -> queries.forEach(pair -> {
            distinct.add(pair.withoutTop());
            distinct.add(pair.withoutBottom());
        }));
        List<BitSet> masks = List.copyOf(distinct);
        List<float[]> targets = targets(context, masks);
        double[][] groups =
                TruthBank.read(List.of(context.of(bank)), "group-").targets().getFirst();
        double[] whole = groups[groups.length - 1];
        List<LeftOut> results = new ArrayList<>();
        for (int i = 0; i < methods.length; i++) {
            List<Double> drops = new ArrayList<>(), rises = new ArrayList<>();
            for (int q = 0; q < whole.length; q++) {
                Pair pair = pairs.get(i).get(q);
                drops.add(whole[q] - targets.get(masks.indexOf(pair.withoutTop()))[q]);
                rises.add(targets.get(masks.indexOf(pair.withoutBottom()))[q] - whole[q]);
            }
            results.add(new LeftOut(methods[i].method(), drops, rises));
        }
        AtomicFile.write(context.folder().resolve(RESULTS), Json.pretty(results));
        try {
            Files.deleteIfExists(context.folder().resolve(JOURNAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<float[]> targets(StageContext context, List<BitSet> masks) {
        WordTokenizer tokenizer = WordTokenizer.read(context.of(bank));
        Retraining retraining = bank.retraining(context, tokenizer);
        Path journal = context.folder().resolve(JOURNAL);
        try (Progress.Task task = context.progress().start(name, masks.size())) {
            List<float[]> targets = new Bank(retraining, new LogOdds(bank.query(), tokenizer)::of)
                    .targets(masks, journal, task, context.stop()::requested);
            if (targets.size() < masks.size()) {
                throw new Stopped();
            }
            return targets;
        }
    }

    private List<Pair> pairs(double[][] scores) {
        List<Pair> pairs = new ArrayList<>();
        for (double[] query : scores) {
            int count = count(query.length);
            pairs.add(new Pair(without(query, count, -1), without(query, count, 1)));
        }
        return pairs;
    }

    /// At least one.
    private int count(int documents) {
        return Math.max(1, (int) Math.round(share * documents));
    }

    /// All documents but `count` at one end of the ranking; equal scores stand in the order of the documents.
    ///
    /// @param side -1 for the highest scores, 1 for the lowest
    static BitSet without(double[] scores, int count, int side) {
        BitSet kept = new BitSet();
        kept.set(0, scores.length);
        IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> side * scores[i]))
                .limit(count)
                .forEach(kept::clear);
        return kept;
    }
}
