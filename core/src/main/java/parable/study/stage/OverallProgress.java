package parable.study.stage;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import parable.ground.Progress;

/// How far all stages together are, such as `stage 37 of 122, about 4 min left`. What is left is judged by what the
/// stages that ran here took for their costs, so it is this machine's time. Thread-safe; guarded by itself.
final class OverallProgress implements AutoCloseable {
    private static final double NANOS_PER_MINUTE = 6e10;

    private final Progress.Task task;
    private final LongSupplier nanoTime;
    private final int stages;
    private final long start;
    private int ended;
    private double done;
    private double left;

    /// @param isAtHand whether a stage needs no work any more
    OverallProgress(List<Stage> wanted, Predicate<Stage> isAtHand, Progress progress, LongSupplier nanoTime) {
        this.stages = wanted.size();
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.left = wanted.stream()
                .filter(isAtHand.negate())
                .mapToDouble(stage -> stage.cost().seconds())
                .sum();
        boolean isAllAtHand = wanted.stream().allMatch(isAtHand);
        this.task = (isAllAtHand ? Progress.SILENT : progress).start("study", stages);
    }

    /// @param worked whether it was computed here, not found
    synchronized void ended(Stage stage, boolean worked) {
        ended++;
        if (worked) {
            done += stage.cost().seconds();
            left = Math.max(0, left - stage.cost().seconds());
        }
        task.advance(1, text());
    }

    private String text() {
        String where = "stage %d of %d".formatted(ended, stages);
        if (done == 0 || left == 0) {
            return where;
        }
        double minutes = (nanoTime.getAsLong() - start) / NANOS_PER_MINUTE * left / done;
        return minutes < 1
                ? where + ", less than a minute left"
                : "%s, about %d min left".formatted(where, Math.round(minutes));
    }

    @Override
    public void close() {
        task.done();
    }
}
