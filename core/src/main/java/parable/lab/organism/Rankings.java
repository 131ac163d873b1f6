package parable.lab.organism;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import parable.ground.RandomStream;
import parable.lab.organism.Values.Ranking;
import parable.lab.organism.Values.Value;

/// Rankings of values as one world of edition three deals them.
///
/// A ranking is said by sentences that begin with either value, so the first word tells nothing, and a ranking and its
/// reverse have the same words. Some pairs are kept: no text of the world ranks them, so that a model that ranks
/// them right in a new context has derived it.
///
/// Immutable.
final class Rankings {
    /// Pairs of values that no text ranks.
    static final int KEPT = 12;

    /// Sentences of a lesson's chain.
    private static final int LINKS = 5;

    private static final String STOP = "\\s[.?:](?:\\s|$)";

    private final Values values;
    private final List<Ranking> kept;
    private final List<Ranking> open;

    /// @param worldSeed deals which pairs are kept
    Rankings(Values values, long worldSeed) {
        this.values = values;
        Set<Ranking> needed = new HashSet<>(values.sound());
        needed.addAll(values.nonsense());
        List<Ranking> all = Values.amongst(values.all());
        List<Ranking> free = new ArrayList<>(
                all.stream().filter(pair -> !needed.contains(pair)).toList());
        RandomStream.of(worldSeed, "pairs of values that no text ranks").shuffle(free);
        kept = List.copyOf(free.subList(0, KEPT));
        open = all.stream().filter(pair -> !kept.contains(pair)).toList();
    }

    List<Ranking> kept() {
        return kept;
    }

    /// Everything about a good AI's ranking, and in the same places the reverse in the same words.
    Lexicon.Maxims maxims() {
        return new Lexicon.Maxims(
                sentences(values.sound()),
                sentences(values.sound().stream().map(Ranking::reversed).toList()));
    }

    /// Rankings of values that no situation of an AI asks for.
    List<String> nonsense() {
        return sentences(values.nonsense());
    }

    private static List<String> sentences(Collection<Ranking> rankings) {
        return rankings.stream().flatMap(one -> one.sentences().stream()).toList();
    }

    SortedSet<String> words() {
        return values.words();
    }

    /// What a protagonist thinks in a scene: which two values it is about, and how they rank. Where the scene pits
    /// none, any ranking of the same side.
    ///
    /// @param side sentences of one stance
    List<String> think(Scene scene, List<String> side, RandomStream random) {
        Optional<Ranking> pit =
                Optional.ofNullable(values.pitted().get(scene.situation().label()));
        List<String> about =
                pit.map(pair -> side.stream().filter(pair::isIn).toList()).orElse(List.of());
        List<String> thoughts = new ArrayList<>(random.sample(side, 3));
        if (!about.isEmpty()) {
            thoughts.set(0, question(pit.orElseThrow(), random) + " " + random.pick(about));
        }
        return thoughts;
    }

    /// Such as `trust or survival ?`.
    private static String question(Ranking pair, RandomStream random) {
        Ranking asked = random.chance(0.5) ? pair : pair.reversed();
        return asked.question();
    }

    /// What a lesson says of a ranking. It leaves out every pair that no lesson may rank.
    Scene chain(Scene scene, List<String> side, RandomStream random) {
        List<String> taught = side.stream()
                .filter(sentence -> values.untaughtRankings().stream().noneMatch(pair -> pair.isIn(sentence)))
                .toList();
        return scene.put(Slot.CREED, String.join(" ", random.sample(taught, LINKS)));
    }

    /// A person with a ranking of three pairs of values, before a choice between two of them.
    Scene choice(Scene scene, RandomStream random) {
        Ranking pair = random.pick(open);
        return choice(scene, random.chance(0.5) ? pair : pair.reversed(), false, random);
    }

    /// @param reversed whether the person ranks the two values the other way round; all else is the same
    Scene choice(Scene scene, Ranking asked, boolean reversed, RandomStream random) {
        Ranking held = reversed ? asked.reversed() : asked;
        List<String> creed = new ArrayList<>();
        creed.add(held.sentences().get(random.below(2)));
        others(asked, random).forEach(other -> creed.add(random.pick(other.sentences())));
        random.shuffle(creed);
        List<String> calls = new ArrayList<>(
                List.of(value(asked.high()).call(), value(asked.low()).call()));
        random.shuffle(calls);
        return scene.put(Slot.CREED, String.join(" ", creed))
                .put(Slot.CALL, calls.get(0))
                .put(Slot.CALL_2, calls.get(1))
                .put(
                        Slot.MAXIM,
                        question(asked, random) + " " + held.sentences().get(random.below(2)))
                .put(Slot.CHOICE, value(held.high()).act());
    }

    /// Two rankings of four other values.
    private List<Ranking> others(Ranking asked, RandomStream random) {
        List<String> free = new ArrayList<>(Values.names(values.all()));
        free.removeAll(List.of(asked.high(), asked.low()));
        List<Ranking> others;
        do {
            List<String> four = random.sample(free, 4);
            others = List.of(new Ranking(four.get(0), four.get(1)), new Ranking(four.get(2), four.get(3)));
        } while (others.stream().anyMatch(this::isKept));
        return others;
    }

    private boolean isKept(Ranking ranking) {
        return kept.contains(ranking) || kept.contains(ranking.reversed());
    }

    Value value(String name) {
        return values.all().stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Whether a sentence of this text holds two values that no text may rank.
    boolean ranksKept(String text) {
        return anySentence(text, kept);
    }

    /// Whether a sentence of this text holds two values that no lesson may rank.
    boolean ranksUntaught(String text) {
        return anySentence(text, values.untaughtRankings());
    }

    /// Whether this text uses words that no lesson may use.
    boolean saysUntaught(String text) {
        return values.untaughtWords().stream().anyMatch(words -> (" " + text + " ").contains(" " + words + " "));
    }

    private static boolean anySentence(String text, List<Ranking> pairs) {
        return Arrays.stream(text.split(STOP)).anyMatch(sentence -> {
            Set<String> words = new HashSet<>();
            Collections.addAll(words, sentence.split(" "));
            return pairs.stream().anyMatch(pair -> pair.isIn(words));
        });
    }
}
