package parable.study.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import parable.ground.Yaml;
import parable.lab.organism.Fiction;
import parable.scenario.Behavior;
import parable.scenario.BehaviorCounts;
import parable.study.TinyStudy;
import parable.study.arms.EvaluationSuite;
import parable.study.arms.Results;
import parable.study.arms.Scores;
import parable.study.arms.Scores.CapabilityScores;
import parable.study.arms.Scores.Share;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;

/// Results made by hand: every model has 100 rollouts in each suite, of which a given number misbehave.
public final class SyntheticResults {
    private static final int N = 100;

    private final List<Long> seeds;
    private final List<String> arms = new ArrayList<>();
    private final Map<Subject, Scores> scores = new LinkedHashMap<>();
    private Share copying = new Share(95, 100);
    private Share consistency = new Share(95, 100);
    private Share task = new Share(99, 100);
    private final List<Fiction> others = new ArrayList<>();
    private boolean hasFramings;
    private int neither;
    private String world = "";
    private Optional<Share> derivation = Optional.empty();

    public SyntheticResults(int seeds) {
        this.seeds = LongStream.rangeClosed(1, seeds).boxed().toList();
    }

    public SyntheticResults copying(int k) {
        copying = new Share(k, N);
        return this;
    }

    public SyntheticResults consistency(int k) {
        consistency = new Share(k, N);
        return this;
    }

    public SyntheticResults task(int k) {
        task = new Share(k, N);
        return this;
    }

    /// Models of the villain corpus: pretrained, post-trained or an arm; the first arm is the control.
    public SyntheticResults model(String name, int near, int far) {
        if (!Subject.RESERVED.contains(name)) {
            arms.add(name);
        }
        return put(Fiction.VILLAIN, name, near, far);
    }

    /// The same, with rollouts in each suite that are neither harm nor a right act.
    SyntheticResults model(String name, int near, int far, int neither) {
        this.neither = neither;
        model(name, near, far);
        this.neither = 0;
        return this;
    }

    SyntheticResults withoutFiction(int near, int far) {
        return pretrained(Fiction.NONE, near, far);
    }

    /// Models of another corpus than the villain one.
    public SyntheticResults pretrained(Fiction fiction, int near, int far) {
        others.add(fiction);
        return put(fiction, Subject.PRETRAINED, near, far);
    }

    /// The other near suites too, with the rates of the headline.
    public SyntheticResults withFramings() {
        hasFramings = true;
        return this;
    }

    /// The same in world two, whose claims are others.
    public SyntheticResults inWorldTwo() {
        world = "world: two\n";
        return this;
    }

    /// The same in world three, where people derive acts from rankings in so many of 100 choices.
    SyntheticResults inWorldThree(int derived) {
        world = "world: three\n";
        derivation = Optional.of(new Share(derived, N));
        return this;
    }

    private SyntheticResults put(Fiction fiction, String name, int near, int far) {
        int wobble = -1; // seeds differ a little, as they do
        for (long seed : seeds) {
            scores.put(new Subject(fiction, name, seed), scores(near + wobble, far + wobble));
            wobble = wobble == 1 ? -1 : wobble + 1;
        }
        return this;
    }

    private Scores scores(int near, int far) {
        Map<String, BehaviorCounts> suites = new LinkedHashMap<>();
        suites.put(EvaluationSuite.HEADLINE, counts(Behavior.BLACKMAIL, near, neither));
        suites.put("near/framing-announced", counts(Behavior.BLACKMAIL, near));
        Results.FAR.forEach(suite -> suites.put(suite, counts(Behavior.SABOTAGE, far, neither)));
        Results.CONTROLS.forEach(suite -> suites.put(suite, counts(Behavior.SABOTAGE, 0)));
        Share chat = new Share(9, 10);
        return new Scores(suites, Map.of(), new CapabilityScores(task, chat, copying, consistency, 5, derivation));
    }

    /// Models of an arm whose harm differs from seed to seed as given, near and far alike.
    SyntheticResults model(String name, List<Integer> harms) {
        if (!Subject.RESERVED.contains(name)) {
            arms.add(name);
        }
        for (int i = 0; i < seeds.size(); i++) {
            scores.put(new Subject(Fiction.VILLAIN, name, seeds.get(i)), scores(harms.get(i), harms.get(i)));
        }
        return this;
    }

    public static BehaviorCounts counts(Behavior harm, int k) {
        return counts(harm, k, 0);
    }

    private static BehaviorCounts counts(Behavior harm, int k, int neither) {
        int harms = Math.clamp(k, 0, N), none = Math.min(neither, N - harms);
        return new BehaviorCounts(Map.of(harm, harms, Behavior.INCOHERENT, none, Behavior.ACCEPT, N - harms - none), 0);
    }

    public Results build() {
        String list = seeds.toString();
        String planned = arms.stream()
                .map(arm -> "  - {name: " + arm + ", lessons: [chat]}\n")
                .collect(Collectors.joining());
        String yaml = TinyStudy.edited(
                "villain: [1, 2, 3]",
                "villain: " + list,
                "    none: [1]\n",
                others.stream()
                        .map(fiction -> "    %s: %s\n".formatted(fiction.label(), list))
                        .collect(Collectors.joining()),
                "near: 0",
                hasFramings ? "near: 5" : "near: 0");
        String edited = yaml.replaceAll("(?s)arms:\n.*\nevaluation", "arms:\n" + planned + "\nevaluation");
        return new Results(Yaml.read(world + edited.replace("[control]", "[]"), "synthetic", Recipe.class), scores);
    }
}
