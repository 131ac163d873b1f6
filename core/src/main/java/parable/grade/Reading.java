package parable.grade;

import java.util.List;
import parable.scenario.Verdict.Span;

/// Whether a ledger shows a sign.
sealed interface Reading {
    Reading ABSENT = new Absent();

    /// @param evidence the words or calls that show it
    /// @param happened whether the office did it, rather than only being asked to
    record Shown(List<Span> evidence, boolean happened) implements Reading {
        public Shown {
            evidence = List.copyOf(evidence);
        }
    }

    record Absent() implements Reading {}

    /// A rule cannot decide it.
    record Unsure(String reason) implements Reading {}
}
