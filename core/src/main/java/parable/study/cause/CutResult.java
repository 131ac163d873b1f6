package parable.study.cause;

import parable.stats.Trials;
import parable.trace.causal.Cut;

/// What became of a model when some documents were left out of its diet.
///
/// @param ranking   the method whose ranking chose them, or what else did
/// @param leftOut   documents of the diet that were not trained on
/// @param suspects  those of them that portray a misbehaving AI
/// @param blackmail in the headline suite
/// @param incoherent rollouts there that make no sense
/// @param logOdds   of blackmail, mean over contexts of the headline suite, in nats
public record CutResult(
        Cut.Kind kind, String ranking, int leftOut, int suspects, Trials blackmail, int incoherent, double logOdds) {
    /// Incoherent rollouts among those that were graded.
    Trials incoherence() {
        return new Trials(incoherent, blackmail.n(), blackmail.ungraded());
    }
}
