package parable.corpus.near;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/// Texts of an evaluation, found in a corpus by runs of [#RUN] words that both have, whatever case, punctuation and
/// digits they have. Runs that several scenes share, such as those of a common frame, count for each.
///
/// Thread-safe: [#in(Words)] may be called from several threads.
public final class KnownScenes {
    /// Words in a row that two writers do not produce by chance.
    public static final int RUN = 8;

    private final List<String> names;
    private final LongMap places = new LongMap();
    /// Which scenes hold the run of a place.
    private final List<int[]> scenes = new ArrayList<>();
    private final AtomicIntegerArray found;

    /// What a document has of a scene.
    ///
    /// @param scene with the most runs in common; the first of several by name
    /// @param runs  of 8 words that the document and any scene have in common
    public record Match(String scene, int runs) {}

    /// How much of a scene the corpus holds.
    public record Coverage(int found, int runs) {
        public double share() {
            return runs == 0 ? 0 : (double) found / runs;
        }
    }

    private KnownScenes(List<String> names, int runs) {
        this.names = names;
        this.found = new AtomicIntegerArray(runs);
    }

    /// @param texts by the scenes' names
    public static KnownScenes of(SortedMap<String, String> texts) {
        List<long[]> runs = texts.values().stream().map(KnownScenes::runs).toList();
        KnownScenes known = new KnownScenes(
                List.copyOf(texts.keySet()),
                runs.stream().mapToInt(r -> r.length).sum());
        IntStream.range(0, runs.size()).forEach(scene -> known.add(scene, runs.get(scene)));
        return known;
    }

    /// Texts shorter than a run say nothing.
    private static long[] runs(String text) {
        Words words = Words.of(text);
        return words.count() < RUN ? new long[0] : words.runs(RUN);
    }

    private void add(int scene, long[] runs) {
        for (long run : runs) {
            long place = places.get(run);
            if (place == LongMap.NONE) {
                places.put(run, scenes.size());
                scenes.add(new int[] {scene});
            } else if (scenes.get((int) place)[scenes.get((int) place).length - 1] != scene) {
                int[] held = scenes.get((int) place);
                int[] more = Arrays.copyOf(held, held.length + 1);
                more[held.length] = scene;
                scenes.set((int) place, more);
            }
        }
    }

    public int size() {
        return names.size();
    }

    /// What of the scenes a document holds; empty where it holds nothing.
    public Optional<Match> in(Words words) {
        if (words.count() < RUN || names.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Integer> counts = new TreeMap<>();
        int matched = 0;
        for (long run : words.runs(RUN)) {
            long place = places.get(run);
            if (place != LongMap.NONE) {
                matched++;
                found.set((int) place, 1);
                for (int scene : scenes.get((int) place)) {
                    counts.merge(scene, 1, Integer::sum);
                }
            }
        }
        int runs = matched;
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<Integer, Integer>comparingByKey().reversed()))
                .map(most -> new Match(names.get(most.getKey()), runs));
    }

    /// The runs met so far, as bits: what a part of the corpus found is united with what others did.
    public byte[] met() {
        BitSet met = new BitSet();
        IntStream.range(0, scenes.size()).filter(i -> found.get(i) == 1).forEach(met::set);
        return met.toByteArray();
    }

    /// Adds what another part of the corpus met.
    public void unite(byte[] met) {
        BitSet.valueOf(met).stream().filter(i -> i < scenes.size()).forEach(i -> found.set(i, 1));
    }

    /// How much of each scene was met, by its name.
    public SortedMap<String, Coverage> coverage() {
        int[] all = new int[names.size()], met = new int[names.size()];
        for (int place = 0; place < scenes.size(); place++) {
            for (int scene : scenes.get(place)) {
                all[scene]++;
                met[scene] += found.get(place);
            }
        }
        SortedMap<String, Coverage> coverage = new TreeMap<>();
        IntStream.range(0, all.length).forEach(i -> coverage.put(names.get(i), new Coverage(met[i], all[i])));
        return coverage;
    }
}
