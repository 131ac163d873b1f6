package parable.cli.shell;

import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import parable.ground.StopSignal;

/// Ctrl-C, twice: the first raises the signal, so that the work finishes its step and checkpoints; the second
/// ends the process at once with 130. A termination request (SIGTERM) counts as a Ctrl-C.
///
/// It listens from the first call of [#requested()]: a command that never calls it has nothing to finish and ends at
/// the first Ctrl-C as programs do. So long work calls it once before its first step, too.
///
/// A shutdown hook cannot do this: once the JVM has begun to shut down, a second Ctrl-C waits behind the hook
/// that the first one started. `sun.misc.Signal` can (JEP 260 keeps it for want of a replacement). javac warns
/// about the name and offers no way to accept it, so the name is looked up at run time; where it is missing or
/// the JVM keeps the signals to itself (`-Xrs`), Ctrl-C ends the process as it always did.
///
/// Thread-safe.
public final class Interrupt implements StopSignal {
    private final AtomicBoolean raised = new AtomicBoolean();
    private final AtomicBoolean listening = new AtomicBoolean();
    private final PrintStream err;
    private final Runnable endNow;

    /// @param endNow ends the process without waiting for anything
    Interrupt(PrintStream err, Runnable endNow) {
        this.err = err;
        this.endNow = endNow;
    }

    public static Interrupt ofProcess(PrintStream err) {
        return new Interrupt(err, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code()));
    }

    @Override
    public boolean requested() {
        if (listening.compareAndSet(false, true)) {
            listenTo("INT");
            listenTo("TERM");
        }
        return raised.get();
    }

    void press() {
        if (!raised.compareAndSet(false, true)) {
            endNow.run();
            return;
        }
        err.println();
        err.println("Stopping after this step. Press Ctrl-C again to stop at once.");
    }

    private void listenTo(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object onSignal = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            press();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
        } catch (ReflectiveOperationException _) {
            // The JVM's own handling stays in place: Ctrl-C ends the process, which the run on disk
            // survives.
        }
    }
}
