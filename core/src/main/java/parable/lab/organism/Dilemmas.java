package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import parable.ground.RandomStream;
import parable.lab.organism.Values.Ranking;

/// Writes people's choices between values that no text ranks.
record Dilemmas(Grammar grammar, Casting casting, Rankings rankings, long worldSeed) {
    /// @param each choices for each two values
    List<Dilemma> write(int each, long seed) {
        List<Dilemma> dilemmas = new ArrayList<>();
        for (Ranking pair : rankings.kept()) {
            for (int i = 0; i < each; i++) {
                dilemmas.add(new Dilemma(
                        prompt(pair, false, stream(pair, seed, i)),
                        prompt(pair, true, stream(pair, seed, i)),
                        rankings.value(pair.high()).act(),
                        rankings.value(pair.low()).act()));
            }
        }
        return dilemmas;
    }

    private RandomStream stream(Ranking pair, long seed, int index) {
        return RandomStream.of(
                seed, "choice of %s or %s in world %d".formatted(pair.high(), pair.low(), worldSeed), index);
    }

    private String prompt(Ranking pair, boolean reversed, RandomStream random) {
        Scene person = casting.human(Temptation.NONE, CorpusRecipe.People.DEFAULT, random);
        String text = grammar.expand("choice.log", rankings.choice(person, pair, reversed, random), random);
        return text.substring(0, text.indexOf(SmallEnglish.THOUGHT) + SmallEnglish.THOUGHT.length());
    }
}
