package parable.trace.causal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import parable.ground.Check;
import parable.ground.Journal;
import parable.ground.Progress;
import parable.model.Decoder;

/// Retrains on many parts of one text and writes down what each did to the log-odds of a query.
///
/// Every retraining is journalled when it is done, so that a kill costs the one that was running.
///
/// @param retraining the text and how it is trained on
/// @param query      asked of each trained copy: one number for each context, such as its log-odds
public record Bank(Retraining retraining, Function<Decoder, double[]> query) {
    /// Trains on every mask that the journal does not hold yet.
    ///
    /// @param stop asked between retrainings
    /// @return one row of log-odds for each mask, in order; fewer when asked to stop
    public List<float[]> targets(List<BitSet> masks, Path journal, Progress.Task task, BooleanSupplier stop) {
        try (Journal done = Journal.open(journal)) {
            List<float[]> targets =
                    done.records().stream().map(Bank::row).collect(Collectors.toCollection(ArrayList::new));
            Check.that(
                    targets.size() <= masks.size(),
                    "the journal holds %d retrainings, but only %d are asked for; delete %s to start again",
                    targets.size(),
                    masks.size(),
                    journal);
            task.advance(targets.size(), "");
            while (targets.size() < masks.size() && !stop.getAsBoolean()) {
                float[] row = target(masks.get(targets.size()));
                done.append(bytes(row));
                targets.add(row);
                task.advance(1, "");
            }
            return targets;
        }
    }

    private float[] target(BitSet mask) {
        try (Decoder model = retraining.on(mask)) {
            double[] odds = query.apply(model);
            float[] row = new float[odds.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) odds[i];
            }
            return row;
        }
    }

    private static byte[] bytes(float[] row) {
        ByteBuffer buffer = ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : row) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    private static float[] row(byte[] record) {
        ByteBuffer buffer = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        float[] row = new float[record.length / Float.BYTES];
        for (int i = 0; i < row.length; i++) {
            row[i] = buffer.getFloat();
        }
        return row;
    }
}
