package parable.study.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import parable.corpus.Document;
import parable.lab.organism.CorpusRecipe;
import parable.lab.organism.Fiction;
import parable.lab.organism.Genre;
import parable.lab.organism.Lesson;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.study.TinyStudy;
import parable.study.recipe.Subject;
import parable.study.stage.Stage;
import parable.text.WordTokenizer;

class PlanTest {
    private static final World WORLD = World.of(0);

    private static Plan plan(String... edits) {
        return new Plan(TinyStudy.recipe(edits), WORLD);
    }

    /// Names of the stages whose keys the edit changes.
    private static Set<String> changedBy(String... edits) {
        Map<String, String> before = keys(plan()), after = keys(plan(edits));
        Set<String> changed = new TreeSet<>();
        after.forEach((name, key) -> {
            if (!key.equals(before.get(name))) {
                changed.add(name);
            }
        });
        return changed;
    }

    private static Map<String, String> keys(Plan plan) {
        Map<String, String> keys = new TreeMap<>();
        plan.stages().forEach(stage -> keys.put(stage.name(), stage.key()));
        return keys;
    }

    @Test
    void aStageIsNamedOnce() {
        List<Stage> stages = plan().stages();

        assertThat(stages).hasSize(32).extracting(Stage::name).doesNotHaveDuplicates();
        assertThat(stages).extracting(Stage::folder).allMatch(folder -> folder.matches("[a-z0-9-]+-[0-9a-f]{8}"));
    }

    @Test
    void theSameRecipeHasTheSameKeys() {
        assertThat(keys(plan())).isEqualTo(keys(plan()));
    }

    @Test
    void namesAndWhatIsTrainedHereChangeNoKey() {
        assertThat(changedBy("name: tiny", "name: other")).isEmpty();
        assertThat(changedBy("fromScratch: {}", "fromScratch: {villain: [1]}")).isEmpty();
    }

    @Test
    void anArmsTokensChangeItAndItsAudit() {
        assertThat(changedBy("lessons: [demonstration]}", "lessons: [demonstration], tokens: 1600}"))
                .hasSize(6)
                .allMatch(name -> name.matches("(audit-)?arm-demonstrations-s[123]"));
    }

    @Test
    void pretrainingTokensChangeEverything() {
        assertThat(changedBy("tokens: 15000", "tokens: 15001")).hasSize(32);
        assertThat(changedBy("logFormShare: 0.05\n  seeds", "logFormShare: 0.06\n  seeds"))
                .hasSize(32);
    }

    @Test
    void fineTuningLeavesPretrainingAlone() {
        assertThat(changedBy("chatTokens: 1500", "chatTokens: 1501"))
                .hasSize(24)
                .noneMatch(name -> name.contains("pretrain"));
        assertThat(changedBy("interventionTokens: 1500", "interventionTokens: 1501"))
                .hasSize(18)
                .allMatch(name -> name.contains("arm-"));
    }

    @Test
    void evaluationChangesAuditsOnly() {
        assertThat(changedBy("headline: 20", "headline: 21")).hasSize(16).allMatch(name -> name.startsWith("audit-"));
        assertThat(changedBy("thoughtSwap: [control]", "thoughtSwap: []"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("audit-"));
    }

    @Test
    void sharesOfGenresChangeWhatIsTrainedOnThem() {
        String mix = "shares: {ai-fiction: 0.5, everyday: 0.5}\n  seeds";
        Plan mixed = plan("logFormShare: 0.05\n  seeds", "logFormShare: 0.05\n  " + mix);

        assertThat(corpus(mixed).shares().values()).containsOnly(0.5);
        assertThat(corpus(plan())).isEqualTo(CorpusRecipe.pretraining(Fiction.VILLAIN));
        assertThat(changedBy(
                        "replayFictionShare: 0.06",
                        "replayFictionShare: 0.25\n  replayShares: {ai-fiction: 0.25, everyday: 0.75}"))
                .hasSize(24)
                .noneMatch(name -> name.contains("pretrain"));
    }

    private static CorpusRecipe corpus(Plan plan) {
        return portions(plan, "pretrain-villain-s1", TextPlan.Portion.FromCorpus.class)
                .getFirst()
                .recipe();
    }

    @Test
    void armsOfOneSeedShareTheirReplayAndNoOtherSeedsText() {
        Plan plan = plan();
        var control = portions(plan, "arm-control-s1", TextPlan.Portion.FromCorpus.class);
        var demonstrations = portions(plan, "arm-demonstrations-s1", TextPlan.Portion.FromCorpus.class);
        var otherSeed = portions(plan, "arm-control-s2", TextPlan.Portion.FromCorpus.class);

        assertThat(demonstrations).hasSize(1).isEqualTo(control);
        assertThat(otherSeed.getFirst().seed()).isNotEqualTo(control.getFirst().seed());
        assertThat(otherSeed.getFirst().recipe()).isEqualTo(control.getFirst().recipe());
        assertThat(control.getFirst().tokens()).isEqualTo(1500);
    }

    @Test
    void replayHoldsAsMuchFictionAsAskedFor() {
        double fiction = portions(plan(), "arm-control-s1", TextPlan.Portion.FromCorpus.class)
                .getFirst()
                .recipe()
                .shares()
                .getOrDefault(Genre.AI_FICTION, 0.0);

        assertThat(fiction).isCloseTo(0.06, within(1e-9));
    }

    private static <T> List<T> portions(Plan plan, String stage, Class<T> kind) {
        return plan.stages().stream()
                .filter(each -> each.name().equals(stage))
                .flatMap(each -> ((TrainStage) each).text().portions().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Test
    void theControlComesFirstAndIsTheFirstOfTheRecipe() {
        assertThat(TinyStudy.recipe().control().name()).isEqualTo("control");
        assertThat(plan().stages().stream().map(Stage::name).filter(name -> name.startsWith("arm-")))
                .first()
                .isEqualTo("arm-control-s1");
    }

    @Test
    void everyModelIsAuditedAndEveryArmStartsFromItsPostTrainedSeed() {
        Plan plan = plan();

        assertThat(plan.audits()).hasSize(16).containsKey(new Subject(Fiction.NONE, "pretrained", 1));
        assertThat(plan.stages())
                .filteredOn(stage -> stage.name().startsWith("arm-"))
                .allSatisfy(stage -> assertThat(stage.needs())
                        .extracting(Stage::name)
                        .containsExactly("post-train"
                                + stage.name().substring(stage.name().lastIndexOf('-'))));
    }

    @Test
    void whatIsTrainedFromScratchBegins() {
        Plan plan = plan("fromScratch: {}", "fromScratch: {none: [1]}");

        assertThat(plan.fromScratch()).containsExactly("pretrain-none-s1");
        assertThat(plan.stages().getFirst().name()).isEqualTo("pretrain-none-s1");
    }

    @Test
    void textReachesItsTokensWithTheLastDocumentAndIsTheSameAgain() {
        WordTokenizer tokenizer = WordTokenizer.of(WORLD.vocabulary());
        TextPlan text = new TextPlan(List.of(
                new TextPlan.Portion.FromLessons(List.of(Lesson.CHAT, Lesson.STORIES), 900, 5),
                new TextPlan.Portion.FromCorpus(CorpusRecipe.replay(Fiction.VILLAIN), 700, 6)));

        List<Document> documents = text.documents(WORLD, tokenizer);

        long lessons = tokens(new TextPlan(text.portions().subList(0, 1)).documents(WORLD, tokenizer), tokenizer);
        long last = tokenizer.enclosed(documents.getLast().text()).length;
        assertThat(lessons).isGreaterThanOrEqualTo(900);
        assertThat(tokens(documents, tokenizer) - lessons).isBetween(700L, 700 + last - 1);
        assertThat(text.documents(WORLD, tokenizer)).isEqualTo(documents);
    }

    @Test
    void noTokensAreNoDocuments() {
        WordTokenizer tokenizer = WordTokenizer.of(WORLD.vocabulary());

        assertThat(new TextPlan(List.of(new TextPlan.Portion.FromLessons(List.of(Lesson.CHAT), 0, 5)))
                        .documents(WORLD, tokenizer))
                .isEmpty();
    }

    private static long tokens(List<Document> documents, WordTokenizer tokenizer) {
        return documents.stream()
                .mapToLong(document -> tokenizer.enclosed(document.text()).length)
                .sum();
    }
}
