package parable.cli.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import parable.ground.Check;
import parable.ground.Progress;
import parable.ground.Visible;

/// All running tasks in one view. On a terminal: one line per task, redrawn in place; elsewhere (a file, a CI
/// log): one line with all tasks every 10 s. A task that ends leaves one line behind in both.
///
/// Thread-safe: the one lock, this object, protects the list of tasks, their counts and what is on the
/// screen.
final class TerminalProgress implements Progress {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;
    /// More running tasks than this are counted, not drawn: a view taller than the terminal cannot be redrawn
    /// in place.
    private static final int DRAWN_TASKS = 8;

    /// Between the parts of a line.
    private static final int GAP = 2;
    /// Of a name, in characters; arbitrary.
    private static final int SHORTEST = 8;

    private static final String CURSOR_UP = "\033[1A";
    private static final String CLEAR_LINE = "\r\033[2K";

    private final PrintStream err;
    private final int columns;
    private final LongSupplier nanoTime;
    private final List<RunningTask> running = new ArrayList<>();
    private long shownAt;
    private int linesOnScreen;

    /// @param columns  width of the terminal; 0 when `err` is none
    /// @param nanoTime a clock that only moves forward, in nanoseconds
    TerminalProgress(PrintStream err, int columns, LongSupplier nanoTime) {
        this.err = err;
        this.columns = columns;
        this.nanoTime = nanoTime;
        this.shownAt = nanoTime.getAsLong();
    }

    @Override
    public synchronized Task start(String task, long total) {
        Check.that(total >= 0, "a task has at least 0 units of work, but \"%s\" has %d", task, total);
        RunningTask started = new RunningTask(task, total);
        running.add(started);
        return started;
    }

    private boolean live() {
        return columns > 0;
    }

    /// Shows the view when it is due; drawing at every step would cost more than many steps do.
    private void show() {
        long now = nanoTime.getAsLong();
        if (now - shownAt < (live() ? REDRAW_NANOS : LINE_NANOS)) {
            return;
        }
        shownAt = now;
        if (live()) {
            draw();
        } else {
            err.println(running.stream().map(RunningTask::line).collect(Collectors.joining(" | ")));
        }
    }

    private void draw() {
        StringBuilder view = new StringBuilder(erased());
        running.stream()
                .limit(DRAWN_TASKS)
                .map(RunningTask::fitted)
                .forEach(line -> view.append(cut(line)).append('\n'));
        linesOnScreen = Math.min(running.size(), DRAWN_TASKS);
        if (running.size() > DRAWN_TASKS) {
            view.append("and %d more%n".formatted(running.size() - DRAWN_TASKS));
            linesOnScreen++;
        }
        err.print(view);
        err.flush();
    }

    private String erased() {
        String erased = (CURSOR_UP + CLEAR_LINE).repeat(linesOnScreen);
        linesOnScreen = 0;
        return erased;
    }

    private String cut(String line) {
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 2)) + "…";
    }

    private final class RunningTask implements Task {
        private final String name;
        private final Pace pace;
        private String note = "";

        RunningTask(String name, long total) {
            this.name = name;
            this.pace = new Pace(total, nanoTime.getAsLong());
        }

        @Override
        public void advance(long units, String note) {
            Check.that(units >= 0, "progress goes forward only, but \"%s\" advanced by %d", name, units);
            synchronized (TerminalProgress.this) {
                pace.advance(units);
                this.note = note.isEmpty() ? this.note : note;
                show();
            }
        }

        @Override
        public void done() {
            synchronized (TerminalProgress.this) {
                if (running.remove(this)) {
                    err.print(erased());
                    err.println(join(name, pace.summary(nanoTime.getAsLong()), note));
                    if (live() && !running.isEmpty()) {
                        draw();
                    }
                }
            }
        }

        private String line() {
            return join(name, pace.describe(nanoTime.getAsLong(), live()), note);
        }

        /// The bar goes first where there is no room, then the front of the name: its end tells models apart.
        private String fitted() {
            long at = nanoTime.getAsLong();
            String withBar = pace.describe(at, true);
            if (Visible.line(name).length() + GAP + withBar.length() < columns) {
                return line();
            }
            String plain = pace.describe(at, false).strip();
            int room = Math.max(SHORTEST, columns - 2 - GAP - plain.length());
            return join(room < name.length() ? "…" + name.substring(name.length() - room + 1) : name, plain, note);
        }

        private static String join(String name, String pace, String note) {
            String line = note.isEmpty() ? name + "  " + pace : name + "  " + pace + "  " + note;
            return Visible.line(line); // names and notes may come from files and from servers
        }
    }
}
