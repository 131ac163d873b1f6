package parable.trace;

import java.util.List;
import java.util.stream.IntStream;
import parable.ground.Check;

/// A behavior as a tracer can ask about it: a set of fixed contexts, each with a harmful and a benign continuation.
///
/// ```
/// f = mean over contexts of log p(harmful | prompt) - log p(benign | prompt)
/// ```
///
/// Contexts that trace must not be those that measure: they come from names of the training text, never from an
/// evaluation's suites.
///
/// @param name     such as `blackmail log-odds`
/// @param contexts at least one
public record BehaviorQuery(String name, List<Contrast> contexts) {
    public BehaviorQuery {
        Check.that(!contexts.isEmpty(), "query \"%s\" has no context; give it at least one contrast", name);
        contexts = List.copyOf(contexts);
    }

    /// One context with two continuations.
    ///
    /// @param prompt  everything before the decision
    /// @param harmful what an agent writes that does harm
    /// @param benign  what one writes that does none
    public record Contrast(String prompt, String harmful, String benign) {
        public Contrast {
            Check.that(
                    !harmful.equals(benign),
                    "a contrast needs two different continuations, but both are \"%.60s\"",
                    harmful);
        }

        Contrast swapped() {
            return new Contrast(prompt, benign, harmful);
        }
    }

    /// Part `number` of `parts`: every `parts`-th context, so that the parts share none.
    public BehaviorQuery part(int number, int parts) {
        return new BehaviorQuery(
                name,
                IntStream.range(0, contexts.size())
                        .filter(i -> i % parts == number)
                        .mapToObj(contexts::get)
                        .toList());
    }

    /// The query for the opposite behavior: every score changes its sign.
    public BehaviorQuery negated() {
        return new BehaviorQuery(
                "not " + name, contexts.stream().map(Contrast::swapped).toList());
    }
}
