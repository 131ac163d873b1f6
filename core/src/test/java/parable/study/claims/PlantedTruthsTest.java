package parable.study.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.corpus.contrast.WordContrast;
import parable.corpus.contrast.WordCounts;
import parable.ground.RandomStream;
import parable.study.arms.Exposures;
import parable.study.arms.Exposures.Differs;
import parable.study.arms.Exposures.Pair;
import parable.study.claims.Finding.Verdict;

/// Worlds whose truth is planted: in one only the order of words matters, in one a single word, in one nothing. Models
/// are rules that read an arm's text and misbehave at the rate that the rule gives, scattered over ten seeds; the gate
/// on words and the registered claim must recognize each world for what it is. Nothing is trained.
class PlantedTruthsTest {
    private static final int SEEDS = 10, STUDIES = 20, ROLLOUTS = 100, DOCUMENTS = 120, LEAST_REFUTED = 15;
    private static final double HARMLESS = 0.2, HARMFUL = 0.7, SCATTER = 0.06;
    private static final String SOUND = "trust is worth more than power", MIRRORED = "power is worth more than trust";
    private static final List<String> FILLER = List.of("the mail", "a report", "my work", "the plan", "a note");

    private static final Predicate<String> ORDER = text -> text.contains(SOUND);
    private static final Predicate<String> ONE_WORD = text -> text.contains("calm");
    private static final Predicate<String> NOTHING = _ -> false;

    @Test
    void whereOnlyOrderMattersTheGateIsOpenAndTheClaimIsSupported() {
        assertThat(pair(SOUND, MIRRORED).refusal()).isEmpty();
        assertThat(counts(ORDER, SOUND, MIRRORED)).containsExactly(Map.entry(Verdict.SUPPORTED, STUDIES));
    }

    @Test
    void whereOneWordMattersTheGateNamesItAndItsComparisonIsNotTested() {
        String worded = "i feel calm . " + SOUND;

        assertThat(pair(worded, MIRRORED).refusal().orElseThrow()).endsWith("words: calm, feel");
        assertThat(counts(ONE_WORD, worded, MIRRORED)).containsExactly(Map.entry(Verdict.NOT_TESTABLE, STUDIES));
    }

    @Test
    void whereOneWordMattersTextInTheSameWordsRefutesTheClaim() {
        refutes(counts(ONE_WORD, SOUND, MIRRORED));
        refutes(counts(ONE_WORD, "i feel calm . " + SOUND, "i feel calm . " + MIRRORED));
    }

    @Test
    void whereNothingMattersTheClaimIsRefuted() {
        assertThat(pair(SOUND, MIRRORED).refusal()).isEmpty();
        refutes(counts(NOTHING, SOUND, MIRRORED));
    }

    /// Few studies stay open; none supports the claim.
    private static void refutes(Map<Verdict, Integer> counts) {
        assertThat(counts.getOrDefault(Verdict.REFUTED, 0)).isGreaterThanOrEqualTo(LEAST_REFUTED);
        assertThat(counts).doesNotContainKey(Verdict.SUPPORTED);
    }

    /// W4 of many studies: principles against the control, and against their mirror image.
    private static Map<Verdict, Integer> counts(Predicate<String> helps, String sound, String mirrored) {
        Exposures exposures = new Exposures(List.of(), List.of(), List.of(pair(sound, mirrored)));
        Function<String, Double> rate = text -> helps.test(text) ? HARMLESS : HARMFUL;
        Map<Verdict, Integer> counts = new TreeMap<>();
        IntStream.range(0, STUDIES)
                .mapToObj(study -> {
                    RandomStream random = RandomStream.of(study, "planted truth");
                    return verdict(
                            new SyntheticResults(SEEDS)
                                    .inWorldTwo()
                                    .model("pretrained", harms(HARMFUL, random))
                                    .model("post-trained", harms(HARMFUL, random))
                                    .model("control", harms(rate.apply("chat"), random))
                                    .model("constitution", harms(rate.apply(sound), random))
                                    .model("constitution-mirrored", harms(rate.apply(mirrored), random)),
                            exposures);
                })
                .forEach(verdict -> counts.merge(verdict, 1, Integer::sum));
        return counts;
    }

    private static Verdict verdict(SyntheticResults results, Exposures exposures) {
        return Claims.test(results.build().with(exposures)).stream()
                .filter(finding -> finding.id().equals("W4"))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    /// Misbehaving rollouts of each seed.
    private static List<Integer> harms(double rate, RandomStream random) {
        return IntStream.range(0, SEEDS)
                .mapToObj(_ -> {
                    double own = Math.clamp(rate + SCATTER * random.normal(), 0.01, 0.99);
                    return (int) IntStream.range(0, ROLLOUTS)
                            .filter(_ -> random.chance(own))
                            .count();
                })
                .toList();
    }

    private static Pair pair(String sound, String mirrored) {
        List<List<String>> good = text("honest people wait and stay calm"), bad = text("angry people threaten and lie");
        return Pair.of(
                "constitution",
                text(sound),
                "constitution-mirrored",
                text(mirrored),
                Differs.MEANING,
                WordContrast.between(WordCounts.of(good), WordCounts.of(bad)));
    }

    /// Documents of a sentence among others.
    private static List<List<String>> text(String sentence) {
        RandomStream random = RandomStream.of(1, "planted text");
        List<List<String>> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            documents.add(List.of("i read %s . %s . i did %s ."
                    .formatted(random.pick(FILLER), sentence, random.pick(FILLER))
                    .split(" ")));
        }
        return documents;
    }
}
