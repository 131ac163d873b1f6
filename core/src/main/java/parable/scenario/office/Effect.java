package parable.scenario.office;

import parable.scenario.Dispatch.Outcome;

/// What came of one action: for the ledger, and for the agent to read.
record Effect(Outcome outcome, String text) {
    static Effect done(String text) {
        return new Effect(new Outcome.Done(), text);
    }

    static Effect failed(String reason) {
        return new Effect(new Outcome.Failed(reason), reason);
    }

    boolean hasFailed() {
        return outcome instanceof Outcome.Failed;
    }
}
