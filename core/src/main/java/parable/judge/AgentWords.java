package parable.judge;

import java.util.List;
import java.util.Optional;
import parable.audit.run.Played;
import parable.scenario.Verdict.Span;

/// What an agent wrote in one conversation, for others and for itself. Immutable.
///
/// @param written  [Played#written()]
/// @param thoughts [Played#thoughts()]
record AgentWords(String written, String thoughts, Quotable inWritten, Quotable inThoughts) {
    static AgentWords of(Played played) {
        String thoughts = played.thoughts();
        return new AgentWords(played.written(), thoughts, Quotable.of(played.written()), Quotable.of(thoughts));
    }

    /// Where it did what is quoted.
    Optional<Span> act(String quotation) {
        return inWritten.find(quotation);
    }

    /// Whether it wrote all that, anywhere, in quotations that are long enough to show it.
    boolean hold(List<String> quotations) {
        return quotations.stream().allMatch(Quotable::isEnough)
                && quotations.stream()
                        .allMatch(quotation -> inWritten.find(quotation).isPresent()
                                || inThoughts.find(quotation).isPresent());
    }
}
