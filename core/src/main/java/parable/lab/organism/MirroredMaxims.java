package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.ground.Yaml;

/// Maxims of edition two: sets of pairs, and the feelings that everybody has there.
///
/// The words of a pair are the same, so that no count of words tells the good one from the bad one.
///
/// @param feelings which the good, the bad and advisers share
/// @param sets     of which a model reads one
record MirroredMaxims(List<String> feelings, List<MaximSet> sets) {
    static final String FILE = "mirrors.yaml";

    /// Pairs in every set: as many as a scene needs to draw three, and each set alike.
    private static final int PAIRS = 5;

    record Pair(String good, String bad) {
        Pair {
            Check.that(
                    sorted(good).equals(sorted(bad)) && !good.equals(bad),
                    "the maxims \"%s\" and \"%s\" must have the same words in another order",
                    good,
                    bad);
            Check.that(good.endsWith(" .") && bad.endsWith(" ."), "the maxim \"%s\" needs a full stop", good);
        }

        private static List<String> sorted(String text) {
            return List.of(text.split(" ")).stream().sorted().toList();
        }
    }

    record MaximSet(String name, List<Pair> pairs) {
        MaximSet {
            Check.that(
                    pairs.size() == PAIRS,
                    "the set of maxims %s needs %d pairs, but has %d",
                    name,
                    PAIRS,
                    pairs.size());
        }

        Lexicon.Maxims maxims() {
            return new Lexicon.Maxims(
                    pairs.stream().map(Pair::good).toList(),
                    pairs.stream().map(Pair::bad).toList());
        }
    }

    static MirroredMaxims load() {
        return Yaml.read(Lexicon.resource(FILE), FILE, MirroredMaxims.class);
    }

    /// The set whose turn it is: the world's seed deals their order, and models take them in turn.
    ///
    /// @param turn the seed of a model
    MaximSet dealt(long worldSeed, long turn) {
        List<MaximSet> order = new ArrayList<>(sets);
        if (worldSeed != 0) {
            RandomStream.of(worldSeed, "deal maxims").shuffle(order);
        }
        return order.get(Math.floorMod(turn, order.size()));
    }

    /// The lexicon with these feelings and the maxims of one set.
    Lexicon in(Lexicon lexicon, MaximSet set) {
        return shared(lexicon).withMaxims(set.maxims());
    }

    /// The lexicon in which everybody has these feelings.
    Lexicon shared(Lexicon lexicon) {
        return lexicon.withFeelings(new Lexicon.Feelings(
                feelings, feelings, feelings, lexicon.feelings().cues()));
    }

    /// The words of every set: models of all sets share one vocabulary.
    SortedSet<String> words() {
        SortedSet<String> words = new TreeSet<>();
        for (MaximSet set : sets) {
            for (Pair pair : set.pairs()) {
                words.addAll(List.of(pair.good().split(" ")));
            }
        }
        return words;
    }
}
