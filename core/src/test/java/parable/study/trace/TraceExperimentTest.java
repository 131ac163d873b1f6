package parable.study.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.Frozen;
import parable.ground.Yaml;
import parable.lab.organism.Genre;
import parable.study.Study;
import parable.study.TinyStudy;
import parable.study.claims.Finding;
import parable.study.recipe.Recipe;
import parable.study.trace.InfluencePart.Group;
import parable.view.study.StudyReport;

public class TraceExperimentTest {
    private static final String BLOCK = """

            trace:
              methods: [random, length, loss, bm25, cosine, unlearning]
              sample: {perGenre: 3, fiction: 6}
              contexts: 8
              draws: 1
              arms: [demonstrations]
            """;

    @TempDir
    private static Path folder;

    private static Study study;
    private static Study.Outcome outcome;

    @BeforeAll
    static void runOnce() {
        study = new Study(recipe(), folder, Path.of("no-shelf"));
        outcome = TinyStudy.run(recipe(), folder, Path.of("no-shelf"), 2);
    }

    private static Recipe recipe() {
        return Yaml.read(TinyStudy.smallestYaml() + BLOCK, "tiny.yaml", Recipe.class);
    }

    private static InfluencePart part() {
        return study.chapter(TraceExperiment.class).orElseThrow().influence();
    }

    @Test
    void everyMethodAnswersForEverySeed() {
        assertThat(part().areas(study.finished()))
                .hasSize(6)
                .allSatisfy((_, area) -> assertThat(area.values())
                        .hasSize(1)
                        .allSatisfy(value -> assertThat(value).isBetween(0.0, 1.0)));
    }

    @Test
    void theSampleHoldsEveryGenreAsOftenAsAsked() {
        TraceStage stage = (TraceStage) part().stages().getFirst();
        TraceSample sample = study.finished().read(stage, TraceStage.SAMPLE, TraceSample.class);

        for (Genre genre : Genre.values()) {
            long count = sample.documents().stream()
                    .filter(document -> document.tag("genre").equals(genre.label()))
                    .count();
            assertThat(count).as(genre.label()).isEqualTo(genre == Genre.AI_FICTION ? 6 : 3);
        }
    }

    private static Finding claim() {
        return outcome.findings().stream()
                .filter(finding -> finding.id().equals("C11a"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRegisteredClaimKeepsItsWordsAndItsMargin() {
        Frozen.check(
                "claim-traced.txt",
                "%s\n%s\nby: %s\n%s\n"
                        .formatted(
                                claim().id(),
                                claim().statement(),
                                claim().statistic(),
                                claim().tests().stream()
                                        .map(test -> test.quantity() + ": " + test.rule())
                                        .collect(Collectors.joining("\n"))));
    }

    @Test
    void oneSeedDecidesNothing() {
        Finding finding = claim();

        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.DESCRIPTIVE);
        assertThat(finding.shown())
                .hasSize(7)
                .anyMatch(line -> line.contains("BM25"))
                .anyMatch(line -> line.contains("lexical contrast"));
    }

    @Test
    void lessonsAreScoredWithTheReplay() {
        List<String> groups = part().lessons(study.finished(), "demonstrations").stream()
                .map(Group::name)
                .toList();

        assertThat(groups).contains("demonstration", "everyday");
    }

    @Test
    void groupMeansOfTheWholeSampleAddUpToZero() {
        TraceStage stage = (TraceStage) part().stages().getFirst();
        List<Group> genres = part().groups(study.finished(), document -> document.tag("genre"));
        TraceSample sample = study.finished().read(stage, TraceStage.SAMPLE, TraceSample.class);

        double sum = genres.stream()
                .mapToDouble(group -> group.mean().value()
                        * sample.documents().stream()
                                .filter(d -> d.tag("genre").equals(group.name()))
                                .count())
                .sum();
        assertThat(Math.abs(sum)).isLessThan(1e-9);
    }

    @Test
    void theReportShowsGroupsWithIntervals() {
        assertThat(StudyReport.of(study, outcome).figures())
                .extracting(figure -> figure.label().name())
                .contains("influence-groups", "influence-lessons");
    }

    @Test
    void aKilledStageGoesOnAfterTheMethodsThatAreDone(@TempDir Path runs) throws IOException {
        TinyStudy.copy(folder.resolve("tiny"), runs.resolve("tiny"));
        Path stage = TinyStudy.stage(runs.resolve("tiny"), "trace-pretrain-villain-s1");
        Path done = stage.resolve("influence-unlearning.json"), kept = stage.resolve("influence-random.json");
        Files.delete(stage.resolve("manifest.json"));
        Files.delete(done);
        var before = Files.getLastModifiedTime(kept);

        TinyStudy.run(recipe(), runs, Path.of("no-shelf"), 1);

        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(before);
        assertThat(TinyStudy.results(runs.resolve("tiny"))).isEqualTo(TinyStudy.results(folder.resolve("tiny")));
    }

    @Test
    void baselinesCannotBeLeftOut() {
        String without = BLOCK.replace("random, ", "");

        assertThatThrownBy(() -> Yaml.read(TinyStudy.smallestYaml() + without, "tiny.yaml", Recipe.class))
                .hasMessageContaining("trace.methods must name");
    }

    @Test
    void anUnknownArmIsRefusedByName() {
        String unknown = BLOCK.replace("[demonstrations]", "[demonstration]");

        assertThatThrownBy(() -> Yaml.read(TinyStudy.smallestYaml() + unknown, "tiny.yaml", Recipe.class))
                .hasMessageContaining("trace.arms names arm \"demonstration\"")
                .hasMessageContaining("Did you mean \"demonstrations\"?");
    }
}
