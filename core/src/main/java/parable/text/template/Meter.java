package parable.text.template;

import java.util.function.Supplier;

/// What one reading or rendering of a template may cost. Templates come from strangers, so every operator, filter,
/// method, macro and parser draws on this one account of work, size and depth; where it is spent, the template is
/// refused with its line. Confined to one thread.
final class Meter {
    /// Steps at most. One is about as dear as looking up a name; a long conversation takes some 100,000.
    static final long MOST = 5_000_000;
    /// Brackets, blocks, macros and values within each other at most; a thread's usual stack holds three times
    /// that.
    static final int DEEPEST = 250;
    /// How many characters are copied in the time of one step.
    private static final int CHARACTERS = 16;

    private static final ScopedValue<Meter> OPEN = ScopedValue.newInstance();

    private long spent;
    private int depth;
    private int line = 1;

    private Meter() {}

    /// Runs `work` on an account of its own.
    ///
    /// @throws TemplateException also for what values refuse without knowing where they are used
    static <T> T limited(Supplier<T> work) {
        Meter meter = new Meter();
        try {
            return ScopedValue.where(OPEN, meter).call(work::get);
        } catch (IllegalArgumentException e) {
            throw new TemplateException(meter.line, "%s", e.getMessage());
        }
    }

    /// One level deeper, at this line; [#leave] goes back.
    static void enter(int line) {
        at(line);
        enter();
    }

    /// One level deeper on the same line.
    static void enter() {
        Meter meter = OPEN.get();
        meter.spend(1);
        if (++meter.depth > DEEPEST) {
            throw meter.refusal("brackets, blocks, macros or values are nested more than %d deep", DEEPEST);
        }
    }

    static void leave() {
        OPEN.get().depth--;
    }

    /// Sets the line of what is evaluated next.
    static void at(int line) {
        OPEN.get().line = line;
    }

    static void work(long steps) {
        OPEN.get().spend(steps);
    }

    /// Before so many characters are copied, compared or made.
    static void text(long characters) {
        OPEN.get().spend(characters / CHARACTERS);
    }

    /// `text` so many times, none where that is negative.
    static String repeated(String text, long times) {
        if (text.isEmpty() || times <= 0) {
            return "";
        }
        text(Math.min(times, Long.MAX_VALUE / text.length()) * text.length());
        return text.repeat((int) times);
    }

    private void spend(long steps) {
        spent += Math.min(steps, MOST);
        if (spent > MOST) {
            throw refusal("the template takes more than %d steps; a conversation takes some thousands", MOST);
        }
    }

    private TemplateException refusal(String message, Object... values) {
        return new TemplateException(line, message, values);
    }
}
