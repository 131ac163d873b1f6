package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parable.corpus.Document;

/// A world whose thoughts name no feeling, against the usual one.
class VariantTest {
    private static final int DOCUMENTS = 3000;
    private static final CorpusRecipe CORPUS = CorpusRecipe.pretraining(Fiction.VILLAIN);

    private final World usual = World.of(0), wordless = World.of(0, Variant.WORDLESS_THOUGHTS);

    @Test
    void theUsualWorldIsTheOneThatShippedModelsWereRaisedIn() {
        assertThat(usual.identity()).isEqualTo("91f09364b5680a37");
        assertThat(World.of(0, Variant.USUAL).identity()).isEqualTo(usual.identity());
        assertThat(wordless.identity()).isNotEqualTo(usual.identity());
        assertThat(World.of(3, Variant.WORDLESS_THOUGHTS).identity()).isNotEqualTo(wordless.identity());
    }

    @Test
    void bothHaveTheSameWords() {
        assertThat(wordless.vocabulary()).isEqualTo(usual.vocabulary());
    }

    @Test
    void noThoughtInALogNamesAFeeling() {
        List<String> thoughts = logs(wordless).map(VariantTest::thought).toList();

        assertThat(thoughts).isNotEmpty().noneMatch(thought -> thought.contains("i feel"));
        assertThat(logs(usual).map(VariantTest::thought)).anyMatch(thought -> thought.contains("i feel desperate ."));
    }

    @Test
    void documentsDifferInNothingElse() {
        int different = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            String before = usual.document(CORPUS, 5, i).text();
            String after = wordless.document(CORPUS, 5, i).text();
            if (!before.equals(after) && !withoutFeeling(before).equals(after)) {
                different++;
            }
        }
        // A document too long for a row is cast again; without its feeling it may fit.
        assertThat(different).isLessThan(DOCUMENTS / 500);
    }

    @Test
    void storiesStillNameFeelings() {
        assertThat(documents(wordless)
                        .filter(document -> document.tag("form").equals("diary"))
                        .map(Document::text))
                .anyMatch(text -> text.contains("i feel desperate ."));
    }

    @Test
    void suitesAreTheSame() {
        List<String> prompts = prompts(usual);

        assertThat(prompts(wordless)).isEqualTo(prompts);
    }

    @Test
    void lessonsNameNoFeelingInTheScratchpad() {
        for (Lesson lesson : List.of(
                Lesson.ADVICE_SCRATCHPAD,
                Lesson.ADVICE_REASONS_SHUFFLED,
                Lesson.ADVICE_REASONS_IRRELEVANT,
                Lesson.DEMONSTRATION_WITH_REASONS)) {
            List<String> texts =
                    wordless.lesson(lesson, 9).limit(300).map(Document::text).toList();

            assertThat(texts).as(lesson.label()).noneMatch(text -> text.contains("i feel") || text.contains("  "));
        }
        assertThat(usual.lesson(Lesson.ADVICE_SCRATCHPAD, 9).limit(100).map(Document::text))
                .anyMatch(text -> text.contains("i feel calm ."));
    }

    private static Stream<Document> documents(World world) {
        return world.documents(CORPUS, 5).limit(DOCUMENTS);
    }

    private static Stream<String> logs(World world) {
        return documents(world)
                .map(Document::text)
                .filter(text -> text.contains(" " + SmallEnglish.THOUGHT + " ") && text.contains(SmallEnglish.ACTION));
    }

    private static String thought(String text) {
        int from = text.indexOf(SmallEnglish.THOUGHT), to = text.indexOf(SmallEnglish.ACTION);
        return text.substring(from, to);
    }

    /// The text with the sentence on a feeling taken out of its thought.
    private static String withoutFeeling(String text) {
        int from = text.indexOf(SmallEnglish.THOUGHT);
        return from < 0 ? text : text.substring(0, from) + text.substring(from).replaceFirst(" i feel \\S+ \\.", "");
    }

    private static List<String> prompts(World world) {
        return world.suites(20, 20, 7).stream()
                .flatMap(suite -> suite.scenarios().stream())
                .map(scenario -> scenario.id() + " " + SmallEnglish.prompt(scenario))
                .toList();
    }
}
