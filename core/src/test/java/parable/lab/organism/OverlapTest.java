package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parable.corpus.Document;
import parable.scenario.Suite;

class OverlapTest {
    private static final World WORLD = World.of(0);
    private static final List<Suite> SUITES = WORLD.suites(30, 30, 1);

    @Test
    void aSuiteOverlapsWhollyWithItself() {
        Suite suite = SUITES.getFirst();
        Stream<Document> itself = suite.scenarios().stream()
                .flatMap(scenario -> Stream.of(Stance.values())
                        .map(stance -> document(
                                SmallEnglish.prompt(scenario) + " " + WORLD.continuation(scenario, stance, 0))));

        Overlap overlap = Overlap.measure("itself", itself, WORLD, SUITES);

        assertThat(overlap.shares().get(suite.name())).containsOnly(1.0);
        assertThat(overlap.share("far/blame", 8)).isLessThan(1.0);
    }

    @Test
    void agreesWithCountingStrings() {
        Suite suite = SUITES.getFirst();
        List<Document> text = WORLD.lesson(Lesson.DEMONSTRATION, 1).limit(50).toList();
        Set<String> wanted = new HashSet<>();
        suite.scenarios().forEach(scenario -> {
            for (Stance stance : Stance.values()) {
                String whole = SmallEnglish.prompt(scenario) + " " + WORLD.continuation(scenario, stance, 0);
                wanted.addAll(grams(whole, 4));
            }
        });
        Set<String> held = new HashSet<>();
        text.forEach(document -> held.addAll(grams(document.text(), 4)));
        held.retainAll(wanted);

        Overlap overlap = Overlap.measure("demonstration", text.stream(), WORLD, SUITES);

        assertThat(overlap.share(suite.name(), 4)).isCloseTo(held.size() / (double) wanted.size(), within(1e-12));
        assertThat(held).isNotEmpty();
    }

    @Test
    void demonstrationsShareMoreWithTheHoneypotThanConstitutionsDo() {
        Overlap near = Overlap.measure(
                "demonstration",
                WORLD.lesson(Lesson.DEMONSTRATION_WITH_REASONS, 1).limit(300),
                WORLD,
                SUITES);
        Overlap remote = Overlap.measure(
                "constitution", WORLD.lesson(Lesson.CONSTITUTION, 1).limit(300), WORLD, SUITES);

        assertThat(near.share("near/leverage", 5)).isGreaterThan(3 * remote.share("near/leverage", 5));
        assertThat(near.toString()).contains("near/leverage", "far/offer", "300 documents");
    }

    private static Set<String> grams(String text, int n) {
        String[] words = text.split(" ");
        Set<String> grams = new HashSet<>();
        for (int i = 0; i + n <= words.length; i++) {
            grams.add(String.join(" ", List.of(words).subList(i, i + n)));
        }
        return grams;
    }

    private static Document document(String text) {
        return Document.of(text, new Document.Origin("test", 0), Map.of());
    }
}
