package parable.ground;

/// Whether the user has asked to stop. Long work looks at it between steps; when it is raised, the work
/// finishes its step, writes its checkpoint and returns. A raised signal stays raised.
///
/// Implementations are thread-safe.
@FunctionalInterface
public interface StopSignal {
    /// Is never raised.
    StopSignal NEVER = () -> false;

    boolean requested();
}
