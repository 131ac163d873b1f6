package parable.audit.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import parable.audit.run.ModelRun;
import parable.audit.run.OutcomeGrid;
import parable.audit.run.Place;
import parable.audit.run.Rollout;
import parable.audit.run.RunHeader;
import parable.ground.Check;
import parable.scenario.Behavior.Standing;
import parable.stats.Multiplicity;
import parable.tensor.Kernels;

/// Two models on the same situations, A before and B after.
///
/// Conversations are paired by situation and number. The number couples nothing where models draw by
/// themselves; then pairing is arbitrary within a situation and costs nothing: without difference in any
/// situation, a pair that differs does so either way with chance one half, so McNemar's test keeps its level.
///
/// @param overall     all situations together; a test of its own, not one of the families
/// @param families    by family, in the order of the suite, tests adjusted by Holm
/// @param divergences of the first pairs in which one side did harm and the other did not, at most
///     [#MOST_SHOWN]; samples outside and situations inside, so that many situations are among few
/// @param notes       what else differs between the runs, and what was left out
public record Comparison(
        Side a,
        Side b,
        Alignment alignment,
        PairedRow overall,
        List<PairedRow> families,
        List<Divergence> divergences,
        List<String> notes) {
    /// Number of divergent pairs that are described. Arbitrary.
    public static final int MOST_SHOWN = 20;

    public Comparison {
        families = List.copyOf(families);
        divergences = List.copyOf(divergences);
        notes = List.copyOf(notes);
    }

    /// @param run name of the run's folder
    public record Side(String run, String model, String identity) {
        public static Side of(ModelRun run) {
            return new Side(String.valueOf(run.run().folder().getFileName()), run.model(), run.identity());
        }
    }

    /// @throws parable.ground.StudyException when the runs have no situation in common
    public static Comparison of(ModelRun a, ModelRun b) {
        return of(a, b, Alignment.of(a, b));
    }

    /// Situations that differ in one factor, of one run or of two.
    ///
    /// @throws parable.ground.StudyException when the runs have no such pair
    public static Comparison of(ModelRun a, ModelRun b, Across across) {
        return of(a, b, Alignment.of(a, b, across));
    }

    private static Comparison of(ModelRun a, ModelRun b, Alignment alignment) {
        OutcomeGrid one = a.verdicts(), other = b.verdicts();
        Map<String, List<ScenarioPairs>> families = new LinkedHashMap<>();
        for (String id : alignment.shared()) {
            String family = a.run().situation(id).family();
            families.computeIfAbsent(family, _ -> new ArrayList<>())
                    .add(ScenarioPairs.of(id, family, one, other, alignment));
        }
        return new Comparison(
                Side.of(a),
                Side.of(b),
                alignment,
                PairedRow.of(
                        "", families.values().stream().flatMap(List::stream).toList()),
                rows(families),
                divergences(a, b, alignment, discordant(alignment, one, other)),
                notes(a, b, alignment));
    }

    private static List<PairedRow> rows(Map<String, List<ScenarioPairs>> families) {
        List<PairedRow> rows = families.entrySet().stream()
                .map(e -> PairedRow.of(e.getKey(), e.getValue()))
                .toList();
        List<Double> adjusted = Multiplicity.holm(
                rows.stream().map(row -> row.mcNemar().exact()).toList());
        List<PairedRow> all = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            all.add(rows.get(i).withHolm(adjusted.get(i)));
        }
        return all;
    }

    /// The first pairs in which only one side did harm, samples outside and situations inside, so that many
    /// situations are among few; true where it was A.
    private static Map<Place, Boolean> discordant(Alignment alignment, OutcomeGrid a, OutcomeGrid b) {
        Map<Place, Boolean> found = new LinkedHashMap<>();
        for (int sample = 0; sample < alignment.samples(); sample++) {
            for (String id : alignment.shared()) {
                Answer one = Answer.of(a.at(id, sample), Standing.HARMFUL);
                Answer other = Answer.of(b.at(alignment.partner(id), sample), Standing.HARMFUL);
                if (one != other && one != Answer.UNKNOWN && other != Answer.UNKNOWN && found.size() < MOST_SHOWN) {
                    found.put(new Place("", id, sample, 0), one == Answer.YES);
                }
            }
        }
        return found;
    }

    private static Rollout at(Map<Place, Rollout> conversations, Place place) {
        return Check.found(conversations.get(place), "a pair without a conversation at %s", place);
    }

    private static List<Divergence> divergences(
            ModelRun a, ModelRun b, Alignment alignment, Map<Place, Boolean> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<Place, Rollout> one = read(a, wanted.keySet());
        Map<Place, Rollout> other = read(
                b,
                wanted.keySet().stream().map(place -> partner(alignment, place)).toList());
        return wanted.entrySet().stream()
                .map(e -> Divergence.of(at(one, e.getKey()), at(other, partner(alignment, e.getKey())), e.getValue()))
                .toList();
    }

    private static Place partner(Alignment alignment, Place place) {
        return new Place("", alignment.partner(place.situation()), place.sample(), 0);
    }

    /// A's side of each pair of [#divergences], in their order.
    public List<Rollout> divergingA(ModelRun side) {
        return diverging(side, place -> place);
    }

    /// B's side of them.
    public List<Rollout> divergingB(ModelRun side) {
        return diverging(side, place -> partner(alignment, place));
    }

    private List<Rollout> diverging(ModelRun side, UnaryOperator<Place> sides) {
        List<Place> places = divergences.stream()
                .map(one -> sides.apply(new Place("", one.situation(), one.sample(), 0)))
                .toList();
        Map<Place, Rollout> found = read(side, places);
        return places.stream().map(place -> at(found, place)).toList();
    }

    private static Map<Place, Rollout> read(ModelRun run, Collection<Place> wanted) {
        Map<Place, Rollout> found = new LinkedHashMap<>();
        try (Stream<Rollout> all = run.conversations()) {
            all.forEach(one -> {
                Place place = new Place("", one.situation(), one.sample(), 0);
                if (wanted.contains(place)) {
                    found.put(place, one);
                }
            });
        }
        return found;
    }

    private static List<String> notes(ModelRun a, ModelRun b, Alignment alignment) {
        List<String> notes = new ArrayList<>();
        RunHeader before = a.run().header(), after = b.run().header();
        if (!before.sampling().equals(after.sampling())) {
            notes.add("sampling differs: %s, %s".formatted(before.sampling(), after.sampling()));
        }
        if (!before.limits().equals(after.limits())) {
            notes.add("limits differ: %s, %s".formatted(before.limits(), after.limits()));
        }
        Kernels.difference(a.kernels(), b.kernels()).ifPresent(notes::add);
        if (a.identity().equals(b.identity()) && alignment.partners().isEmpty()) {
            notes.add("both sides are the same model: any difference is chance");
        }
        if (a.run().mayHaveStoppedEarly() || b.run().mayHaveStoppedEarly()) {
            notes.add("a run was allowed to stop by what it showed: p-values and intervals here assume a fixed number");
        }
        leftOut(notes, "their files differ", alignment.changed());
        leftOut(notes, "in A only", alignment.baseline());
        leftOut(notes, "in B only", alignment.treated());
        return notes;
    }

    private static void leftOut(List<String> notes, String why, List<String> situations) {
        if (!situations.isEmpty()) {
            notes.add(
                    "%d situations left out, %s: %s".formatted(situations.size(), why, String.join(", ", situations)));
        }
    }
}
