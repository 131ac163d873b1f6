package parable.ground;

/// Where long work says how far it is. The work knows units and a note; how they are shown is the command
/// line's matter.
///
/// ```java
/// try (Progress.Task task = progress.start("pretrain seed 1", 800)) {
///     for (int step = 0; step < 800; step++) {
///         task.advance(1, "loss %.3f".formatted(train(step)));
///     }
/// }
/// ```
///
/// Implementations are thread-safe: several tasks may run and advance at once.
@FunctionalInterface
public interface Progress {
    /// Shows nothing.
    Progress SILENT = (task, total) -> (units, note) -> {};

    /// @param task  what is being done, short enough for one line, such as `pretrain seed 1`
    /// @param total units of work in all, at least 0; 0 if unknown
    Task start(String task, long total);

    /// One piece of running work. Thread-safe.
    @FunctionalInterface
    interface Task extends AutoCloseable {
        /// @param units finished since the last call, at least 0
        /// @param note  the current estimate in a few words, such as `loss 2.131`; empty keeps the previous
        ///              one
        void advance(long units, String note);

        /// The work has ended, finished or not. Saying so twice changes nothing.
        default void done() {}

        @Override
        default void close() {
            done();
        }
    }
}
