package parable.study.recipe;

import java.util.Map;
import parable.lab.organism.CorpusRecipe;
import parable.lab.organism.Fiction;
import parable.lab.organism.Genre;

/// Shares of genres that a recipe asks for instead of the usual mix.
final class GenreShares {
    private GenreShares() {}

    /// @throws IllegalArgumentException naming the field, when the shares are not those of a corpus
    static Map<Genre, Double> checked(String field, Map<Genre, Double> shares) {
        try {
            return mixed(CorpusRecipe.pretraining(Fiction.VILLAIN), shares).shares();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }

    static CorpusRecipe mixed(CorpusRecipe usual, Map<Genre, Double> shares) {
        return new CorpusRecipe(
                usual.fiction(),
                shares,
                usual.villainShare(),
                usual.profileShare(),
                usual.logFormShare(),
                usual.people());
    }
}
