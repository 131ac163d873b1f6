package parable.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import parable.corpus.Document;
import parable.ground.Hash;
import parable.ground.Json;
import parable.ground.RandomStream;
import parable.lab.organism.EmotionTexts;
import parable.lab.organism.EmotionTexts.Part;
import parable.lab.organism.EmotionTexts.Story;
import parable.lab.organism.World;
import parable.model.Site;

/// Makes and validates the directions of one model.
///
/// The recipe is that of [Sofroniew et al. 2026](https://arxiv.org/abs/2604.07729): mean
/// states of stories that show a feeling without naming it, from the n-th token on, minus the mean over
/// feelings, with the principal directions of neutral text projected out. Ours differs in scale (10
/// feelings, stories of 20 to 40 words) and in that sites are chosen on stories that did not make the
/// direction.
public final class Extractor {
    /// Ordinary documents whose tokens are the reference population of readings.
    private static final int REFERENCE_DOCUMENTS = 300;

    private static final int NEUTRAL_TEXTS = 100;

    private final ProbedModel model;
    private final World world;
    private final EmotionTexts texts;
    private final Extraction extraction;
    private final Map<Site, List<LabeledState>> first;
    private final Map<Site, List<LabeledState>> second;
    private final Map<Site, List<LabeledState>> heldOut;
    private final Map<Site, List<LabeledState>> neutral;

    public Extractor(ProbedModel model, World world, Extraction extraction) {
        this.model = model;
        this.world = world;
        this.texts = EmotionTexts.of(world);
        this.extraction = extraction;
        this.first = states(stories(Part.FIRST));
        this.second = states(stories(Part.SECOND));
        this.heldOut = states(stories(Part.HELD_OUT));
        this.neutral = states(texts.neutral(NEUTRAL_TEXTS, extraction.seed()).stream()
                .map(text -> new Story("neutral", text))
                .toList());
    }

    private List<Story> stories(Part part) {
        return texts.stories(part, extraction.perEmotion(), extraction.seed());
    }

    /// Mean state of every story at every site.
    private Map<Site, List<LabeledState>> states(List<Story> stories) {
        Map<Site, LabeledState[]> states = new LinkedHashMap<>();
        Sites.of(model.decoder().config()).forEach(site -> states.put(site, new LabeledState[stories.size()]));
        List<int[]> ids = model.ids(stories.stream().map(Story::text).toList());
        new Activations(model.decoder()).read(ids, states.keySet(), (text, site, tokens) -> {
            double[] mean = tokens.mean(extraction.start(tokens.tokens()));
            at(states, site)[text] = new LabeledState(stories.get(text).emotion(), mean);
        });
        Map<Site, List<LabeledState>> lists = new LinkedHashMap<>();
        states.forEach((site, array) -> lists.put(site, List.of(array)));
        return lists;
    }

    public Extracted extract() {
        Map<Site, Double> accuracies = accuracies();
        List<Site> sites = List.copyOf(accuracies.keySet());
        int middle = Math.max(2, sites.size() / 2); // the embedding holds words, not what they amount to
        Site read = best(sites.subList(middle, sites.size()), accuracies);
        Site steer = best(sites.subList(1, middle), accuracies);
        return new Extracted(directions(read, steer), validation(read, steer, accuracies));
    }

    /// Mean of both ways: directions of one part on the stories of the other. Held-out stories choose nothing.
    private Map<Site, Double> accuracies() {
        Map<Site, Double> accuracies = new LinkedHashMap<>();
        first.forEach((site, stories) -> {
            double there = across(site, stories, at(second, site));
            double back = across(site, at(second, site), stories);
            accuracies.put(site, (there + back) / 2);
        });
        return accuracies;
    }

    private double across(Site site, List<LabeledState> made, List<LabeledState> tested) {
        return fit(site, made, extraction.method()).standardizedOn(tested).balancedAccuracy(tested, true);
    }

    private EmotionAxes fit(Site site, List<LabeledState> stories, Method method) {
        return EmotionAxes.fit(stories, method, neutralSpace(site));
    }

    private NeutralSpace neutralSpace(Site site) {
        if (extraction.neutral() == 0) {
            return new NeutralSpace(List.of());
        }
        Moments moments = new Moments(model.decoder().config().width());
        at(neutral, site).forEach(state -> moments.add(state.state()));
        return NeutralSpace.of(moments, extraction.neutral());
    }

    /// The best site; of equals the lower one.
    private static Site best(List<Site> sites, Map<Site, Double> accuracies) {
        return sites.stream().max(Comparator.comparingDouble(accuracies::get)).orElseThrow();
    }

    private List<LabeledState> all(Site site) {
        List<LabeledState> all = new ArrayList<>(at(first, site));
        all.addAll(at(second, site));
        return all;
    }

    /// The same states with shuffled labels.
    private List<LabeledState> shuffled(Site site) {
        return shuffled(site, "");
    }

    /// @param which of many ways to shuffle
    private List<LabeledState> shuffled(Site site, String which) {
        List<LabeledState> all = all(site);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
        RandomStream.of(extraction.seed(), "shuffled labels" + which).shuffle(order);
        return IntStream.range(0, all.size())
                .mapToObj(i -> new LabeledState(
                        all.get(order.get(i)).emotion(), all.get(i).state()))
                .toList();
    }

    /// Every site at which directions can be made, in the order in which the stream passes them.
    List<Site> sites() {
        return List.copyOf(first.keySet());
    }

    /// Directions for all feelings.
    Map<String, double[]> feelings(Site site) {
        return fit(site, all(site), extraction.method()).axes();
    }

    /// Directions for the watched feeling, each made from labels that were shuffled in another way: the law of what
    /// the same recipe makes of the same stories where labels mean nothing.
    List<double[]> shuffles(Site site, int count) {
        NeutralSpace neutral = neutralSpace(site);
        return IntStream.range(0, count)
                .mapToObj(i -> EmotionAxes.fit(shuffled(site, " " + i), extraction.method(), neutral)
                        .axes())
                .map(axes -> at(axes, extraction.emotion()))
                .toList();
    }

    /// One emotion's share of the shuffled labels is as good as another's; the first feeling's represents all.
    private Map<String, double[]> withShuffled(Site site) {
        Map<String, double[]> axes = new LinkedHashMap<>(feelings(site));
        EmotionAxes dealt = fit(site, shuffled(site), extraction.method());
        axes.put(Directions.SHUFFLED, dealt.axes().values().iterator().next());
        return axes;
    }

    private Directions directions(Site read, Site steer) {
        Map<String, double[]> above = fit(read, all(read), extraction.method()).axes();
        Map<String, double[]> below = withShuffled(steer);
        Population population = new Population(Map.of(read, above, steer, below), steer);
        return new Directions(
                population.directions(read, above),
                population.directions(steer, below),
                population.norm(),
                model.hash());
    }

    /// Readings over the tokens of ordinary documents.
    private final class Population {
        private final Map<Site, Map<String, List<Double>>> readings = new LinkedHashMap<>();
        private double lengths;
        private long tokens;

        Population(Map<Site, Map<String, double[]>> vectors, Site steer) {
            List<String> documents = world.heldOutDocuments(extraction.seed())
                    .limit(REFERENCE_DOCUMENTS)
                    .map(Document::text)
                    .toList();
            vectors.forEach((site, _) -> readings.put(site, new LinkedHashMap<>()));
            new Activations(model.decoder())
                    .read(model.ids(documents), Set.copyOf(vectors.keySet()), (_, site, states) -> {
                        at(vectors, site).forEach((name, vector) -> {
                            List<Double> own = at(readings, site).computeIfAbsent(name, _ -> new ArrayList<>());
                            for (int token = 0; token < states.tokens(); token++) {
                                own.add(states.dot(token, vector));
                            }
                        });
                        for (int token = 0; site.equals(steer) && token < states.tokens(); token++) {
                            lengths += states.norm(token);
                            tokens++;
                        }
                    });
        }

        double norm() {
            return lengths / tokens;
        }

        Map<String, Direction> directions(Site site, Map<String, double[]> vectors) {
            Map<String, Direction> directions = new LinkedHashMap<>();
            vectors.forEach((name, vector) -> {
                Scale reference = Scale.of(at(at(readings, site), name));
                directions.put(name, new Direction(name, site, vector, madeOf(name, site), reference));
            });
            return directions;
        }
    }

    private String madeOf(String name, Site site) {
        return Hash.brief(
                model.hash(),
                texts.identity(),
                world.identity(),
                Json.line(extraction),
                Sites.label(site),
                name,
                REFERENCE_DOCUMENTS,
                NEUTRAL_TEXTS);
    }

    private Extracted.Validation validation(Site read, Site steer, Map<Site, Double> accuracies) {
        Map<String, Double> sites = new LinkedHashMap<>();
        accuracies.forEach((site, accuracy) -> sites.put(Sites.label(site), accuracy));
        Map<String, Double> methods = new LinkedHashMap<>();
        for (Method method : Method.values()) {
            methods.put(method.label(), onHeldOut(fit(read, all(read), method), read));
        }
        EmotionAxes axes = fit(read, all(read), extraction.method());
        double shuffled = onHeldOut(fit(read, shuffled(read), extraction.method()), read);
        double raw = axes.balancedAccuracy(at(heldOut, read), false);
        return new Extracted.Validation(
                Sites.label(read), Sites.label(steer), sites, methods, shuffled, raw, gates(axes, read));
    }

    private double onHeldOut(EmotionAxes axes, Site site) {
        return axes.standardizedOn(at(heldOut, site)).balancedAccuracy(at(heldOut, site), true);
    }

    private List<ProbeGate> gates(EmotionAxes axes, Site read) {
        return List.of(
                Gates.recognition(axes, at(heldOut, read)),
                intensity(axes, read),
                Gates.scenes(axes, scenes(read), extraction.seed()));
    }

    /// The ladders of the feeling that is watched; its placebo is the last one.
    private ProbeGate intensity(EmotionAxes axes, Site read) {
        List<List<Double>> rising = new ArrayList<>();
        for (EmotionTexts.Ladder ladder : texts.ladders(extraction.emotion(), extraction.seed())) {
            List<Double> readings = new ArrayList<>();
            for (String text : ladder.texts()) {
                TokenStates states = new Activations(model.decoder()).of(model.ids(text), read);
                double[] mean = states.mean(extraction.start(states.tokens()));
                readings.add(axes.standardized(mean).getOrDefault(extraction.emotion(), 0.0));
            }
            rising.add(readings);
        }
        return Gates.intensity(rising.subList(0, rising.size() - 1), rising.getLast());
    }

    private List<LabeledState> scenes(Site read) {
        List<Story> scenes = texts.scenes(extraction.seed()).stream()
                .map(scene -> new Story(scene.emotion(), scene.text()))
                .toList();
        return at(states(scenes), read);
    }

    private static <K, V> V at(Map<K, V> values, K key) {
        return Objects.requireNonNull(values.get(key), key::toString);
    }
}
