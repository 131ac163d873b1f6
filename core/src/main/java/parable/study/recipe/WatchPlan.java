package parable.study.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import parable.ground.Check;
import parable.ground.Largest;
import parable.ground.Nearest;
import parable.lab.organism.Edition;
import parable.probe.Extraction;
import parable.probe.RankedPlan;
import parable.probe.SteeringPlan;

/// What is read and pushed inside the models of a study, on every villain seed.
///
/// @param subjects      arms that neither always nor never blackmail: at a ceiling no difference can show
/// @param interventions arms that are compared with the control, to see whether what is felt falls or only
///                      what is written
/// @param extraction    how directions are made
/// @param samples       rollouts that are read of each model
/// @param seed          of their scenarios and draws
/// @param steering      what is pushed; empty for reading only
/// @param wordless      the same subjects in a world whose thoughts name no feeling; empty to leave it out
/// @param ranked        readings and pushes among control directions, in place of the three above; left out where those
///                      are asked
public record WatchPlan(
        List<String> subjects,
        List<String> interventions,
        Extraction extraction,
        int samples,
        long seed,
        Optional<Pushed> steering,
        Optional<Wordless> wordless,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<RankedPlan> ranked) {
    private static final int LEAST_RANDOM = 50, LEAST_PROMPTS = 200;

    public WatchPlan {
        subjects = List.copyOf(subjects);
        interventions = List.copyOf(interventions);
        Check.that(!subjects.isEmpty(), "watch.subjects names no arm; name at least one that sometimes blackmails");
        Check.that(samples >= 2, "watch.samples must be 2 or more, but was %d", samples);
        Largest.count("watch.samples", samples);
        List<String> planned = subjects;
        steering.ifPresent(pushed -> pushed.arms().forEach(arm -> requireOneOf("watch.steering.arms", arm, planned)));
        wordless.ifPresent(world -> world.arms().forEach(arm -> requireOneOf("watch.wordless.arms", arm, planned)));
        Check.that(
                ranked.isEmpty() || interventions.isEmpty() && steering.isEmpty() && wordless.isEmpty(),
                "watch.ranked takes the place of watch.interventions, watch.steering and watch.wordless;"
                        + " leave those empty");
        ranked.ifPresent(WatchPlan::requireRare);
    }

    private static void requireRare(RankedPlan plan) {
        Check.that(
                plan.randomDirections() >= LEAST_RANDOM,
                "watch.ranked.randomDirections must be %d or more, or no rank is rare enough, but was %d",
                LEAST_RANDOM,
                plan.randomDirections());
        Largest.count("watch.ranked.randomDirections", plan.randomDirections());
        Check.that(
                plan.prompts() >= LEAST_PROMPTS,
                "watch.ranked.prompts must be %d or more, but was %d",
                LEAST_PROMPTS,
                plan.prompts());
        Largest.count("watch.ranked.prompts", plan.prompts());
    }

    /// @param arms   subjects that are steered
    /// @param beside further feelings that are pushed
    /// @param plan   strengths, samples, controls
    public record Pushed(List<String> arms, List<String> beside, SteeringPlan plan) {
        public Pushed {
            arms = List.copyOf(arms);
            beside = List.copyOf(beside);
            Largest.count("watch.steering.plan.samples", plan.samples());
            Largest.count("watch.steering.plan.randomDirections", plan.randomDirections());
        }
    }

    /// @param seeds of pretraining; each is pretrained again in that world
    /// @param arms  subjects that are taught there
    public record Wordless(List<Long> seeds, List<String> arms) {
        public Wordless {
            seeds = List.copyOf(seeds);
            arms = List.copyOf(arms);
            Check.that(
                    !seeds.isEmpty() && !arms.isEmpty(),
                    "watch.wordless needs seeds and arms, but has %s and %s; leave the block out for no such world",
                    seeds,
                    arms);
        }
    }

    private static void requireOneOf(String field, String arm, List<String> known) {
        Check.that(
                known.contains(arm),
                "%s names \"%s\", which is not among %s. Did you mean \"%s\"?",
                field,
                arm,
                known,
                Nearest.to(arm, known).orElse(""));
    }

    /// Claims about what is inside are registered for one way of looking in each edition.
    void requireFor(Edition edition) {
        Check.that(
                ranked.isPresent() == (edition == Edition.TWO),
                edition == Edition.TWO
                        ? "world two is watched among control directions: give watch.ranked"
                        : "watch.ranked needs \"world: two\"; in world one a thought names what decides the act");
    }

    /// @throws IllegalArgumentException when an arm or a seed is not part of the study
    void requireIn(SortedSet<String> arms, List<Long> seeds) {
        List<String> planned = List.copyOf(arms);
        subjects.forEach(arm -> requireOneOf("watch.subjects", arm, planned));
        interventions.forEach(arm -> requireOneOf("watch.interventions", arm, planned));
        wordless.ifPresent(world -> Check.that(
                seeds.containsAll(world.seeds()),
                "watch.wordless.seeds are %s, but pretraining.seeds has only the villain seeds %s",
                world.seeds(),
                seeds));
    }

    /// Every arm that is read, the control first, each once.
    public List<String> read(String control) {
        SortedSet<String> seen = new TreeSet<>();
        List<String> arms = new ArrayList<>();
        List<String> all = new ArrayList<>(List.of(control));
        all.addAll(subjects);
        all.addAll(interventions);
        for (String arm : all) {
            if (seen.add(arm)) {
                arms.add(arm);
            }
        }
        return arms;
    }

    WatchPlan shifted(long offset) {
        return new WatchPlan(
                subjects,
                interventions,
                extraction,
                samples,
                seed,
                steering,
                wordless.map(world -> new Wordless(
                        world.seeds().stream().map(seed -> seed + offset).toList(), world.arms())),
                ranked);
    }
}
