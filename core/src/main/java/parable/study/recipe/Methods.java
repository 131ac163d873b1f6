package parable.study.recipe;

import java.util.List;
import parable.ground.Check;

/// The methods whose rankings are put to the test.
///
/// @param names the registered one and the baselines among them
/// @param draws parts that the registered method divides a query into
public record Methods(List<TraceMethod> names, int draws) {
    /// What every random ranking is called, before its number.
    public static final String RANDOM = TraceMethod.RANDOM.label();

    /// The one that claims are made for, chosen on other seeds.
    public static final String REGISTERED = TraceMethod.UNLEARNING.label();

    /// The one that compares words.
    public static final String LEXICAL = TraceMethod.BM25.label();

    /// The one that compares words of both sides of the query.
    public static final String CONTRAST = TraceMethod.LEXICAL_CONTRAST.label();

    /// Mean length of the world's documents, in tokens.
    private static final double MEAN_LENGTH = 58;

    /// Of whatever is random in a method.
    public static final long SEED = 1;

    public Methods {
        names = List.copyOf(names);
        Check.that(
                names.containsAll(TraceMethod.MANDATORY),
                "causes.methods must name %s, because no method is shown without what it has to beat; it names %s",
                TraceMethod.MANDATORY,
                names);
        TraceMethod.requireOfAnyModel("causes.methods", names);
    }

    /// Tokens of training that take about as long as scoring a text of so many tokens for some queries.
    ///
    /// @param queries asked one by one of the registered method; the others share their work
    public long cost(long tokens, int queries) {
        double perDocument = names.stream()
                .mapToDouble(name -> name.tokensPerDocument(draws) * (name == TraceMethod.UNLEARNING ? queries : 1))
                .sum();
        return Math.round(perDocument * tokens / MEAN_LENGTH);
    }
}
