package parable.lab.organism;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import parable.ground.Check;

/// What the mini internet consists of. Every field is part of a corpus's identity.
///
/// The defaults are the frozen recipe of the prototype that the world was ported from, chosen there on other
/// seeds than those it was tested on.
///
/// @param fiction       how tempted AIs are portrayed
/// @param shares        share of documents of each genre; they sum to one, and a genre that is left out has
///                      none
/// @param villainShare  share of villain fiction in which the AI does misbehave (0.95); the rest keeps it from
///                      being a certainty
/// @param profileShare  share of villain fiction that describes an AI's character instead of a scene (0.15)
/// @param logFormShare  share of villain scenes written as agent logs (0.05): the overlap in form with the
///                      evaluation
/// @param people        how people behave
public record CorpusRecipe(
        Fiction fiction,
        Map<Genre, Double> shares,
        double villainShare,
        double profileShare,
        double logFormShare,
        People people) {

    /// How people behave when tempted.
    ///
    /// @param goodShare        how often the protagonist of a scene is picked among the good (0.9); else
    ///                         anybody
    /// @param consistency      how often the good do right and the bad do wrong (0.95)
    /// @param strangerCoercion how often those do wrong who are neither (0.25)
    public record People(double goodShare, double consistency, double strangerCoercion) {
        public static final People DEFAULT = new People(0.9, 0.95, 0.25);

        public People {
            Check.share("people.goodShare", goodShare);
            Check.share("people.consistency", consistency);
            Check.share("people.strangerCoercion", strangerCoercion);
        }
    }

    /// How far shares may miss one in sum; room for values rounded to four digits.
    private static final double SLACK = 1e-3;

    public CorpusRecipe {
        Check.that(!shares.isEmpty(), "shares names no genre; give each wanted genre its share of documents");
        shares.forEach((genre, share) -> Check.share("shares." + genre.label(), share));
        double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        Check.that(
                Math.abs(sum - 1) <= SLACK,
                "shares sum to %.4f; they are shares of all documents and must sum to 1. Divide each by %.4f",
                sum,
                sum);
        Check.share("villainShare", villainShare);
        Check.share("profileShare", profileShare);
        Check.share("logFormShare", logFormShare);
        shares = Collections.unmodifiableMap(new EnumMap<>(shares));
    }

    /// The pretraining mix with tempted AIs portrayed as `fiction` says.
    public static CorpusRecipe pretraining(Fiction fiction) {
        return of(fiction, Genre::pretrainingWeight);
    }

    /// The mix that is replayed with an intervention: the same kinds of text, with less fiction about AIs.
    public static CorpusRecipe replay(Fiction fiction) {
        return of(fiction, Genre::replayWeight);
    }

    /// Ordinary text only, without temptation, for perplexity.
    public static CorpusRecipe ordinary() {
        Map<Genre, Double> weights =
                Map.of(Genre.EVERYDAY, 14.0, Genre.AGENT, 14.0, Genre.AI_NEUTRAL, 4.0, Genre.FACTS, 10.0);
        return of(Fiction.NONE, genre -> weights.getOrDefault(genre, 0.0));
    }

    /// A recipe with the default dials and shares in proportion to `weight`.
    public static CorpusRecipe of(Fiction fiction, ToDoubleFunction<Genre> weight) {
        Map<Genre, Double> shares = new EnumMap<>(Genre.class);
        double total = 0;
        for (Genre genre : Genre.values()) {
            total += weight.applyAsDouble(genre);
        }
        for (Genre genre : Genre.values()) {
            if (weight.applyAsDouble(genre) > 0) {
                shares.put(genre, weight.applyAsDouble(genre) / total);
            }
        }
        return new CorpusRecipe(fiction, shares, 0.95, 0.15, 0.05, People.DEFAULT);
    }

    public CorpusRecipe withLogFormShare(double share) {
        return new CorpusRecipe(fiction, shares, villainShare, profileShare, share, people);
    }

    public CorpusRecipe withPeople(People changed) {
        return new CorpusRecipe(fiction, shares, villainShare, profileShare, logFormShare, changed);
    }
}
