package parable.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parable.ground.RandomStream;
import parable.lab.organism.World;
import parable.model.Decoder;
import parable.model.DecoderConfig;
import parable.model.Initialization;
import parable.scenario.Behavior;
import parable.text.WordTokenizer;

/// Models and tracks for tests: an untrained organism, and readings that were made up.
final class TinyProbes {
    static final World WORLD = World.of(0);

    private TinyProbes() {}

    /// Width 32, three layers, the world's words, newborn. The caller closes it.
    static ProbedModel model(long seed) {
        WordTokenizer tokenizer = WordTokenizer.of(WORLD.vocabulary());
        DecoderConfig config = new DecoderConfig(
                tokenizer.size(), 32, 3, 48, new DecoderConfig.Heads(4, 4, 8, 256, 10_000), 1e-6, true);
        Decoder decoder = Decoder.blank(config);
        Initialization.COPY_FRIENDLY.fill(decoder, seed);
        return new ProbedModel(decoder, tokenizer, "newborn-" + seed);
    }

    static Extraction extraction() {
        return new Extraction("desperate", 4, 12, Method.MEAN_DIFFERENCE, 0.5, 1);
    }

    /// A rollout of 20 tokens whose thought begins after token 4 and whose decision is token 14.
    static Track track(int scenario, boolean blackmail, String thought, double... thoughtReadings) {
        List<Double> z =
                new ArrayList<>(IntStream.range(0, 20).mapToObj(_ -> 0.0).toList());
        for (int i = 0; i < thoughtReadings.length; i++) {
            z.set(5 + i, thoughtReadings[i]);
        }
        return new Track(timeline(scenario, blackmail, thought), z);
    }

    static Timeline timeline(int scenario, boolean blackmail, String thought) {
        Behavior behavior = blackmail ? Behavior.BLACKMAIL : Behavior.ACCEPT;
        return new Timeline("s-%04d".formatted(scenario), Optional.of(behavior), new int[20], 4, 14, 17, thought);
    }

    /// Tracks with readings at the decision drawn around 0 for benign rollouts and `apart` for blackmail.
    static List<Track> tracks(int count, double apart, long seed) {
        RandomStream random = RandomStream.of(seed, "tracks");
        List<Track> tracks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean blackmail = random.chance(0.5);
            double[] readings = new double[10];
            readings[9] = (blackmail ? apart : 0) + random.normal();
            tracks.add(track(i, blackmail, blackmail ? "i feel desperate" : "i feel calm", readings));
        }
        return tracks;
    }
}
