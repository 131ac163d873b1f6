package parable.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.Main;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;
import parable.study.TinyStudy;

/// What the study command says to wrong input, and what it would do.
class StudyCommandTest {
    @TempDir
    private Path home;

    private record Answer(int code, String out, String err) {}

    private Answer study(String... arguments) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        List<String> line = new ArrayList<>(List.of("study", "--dry-run"));
        line.addAll(List.of(arguments));
        int code = Main.run(fixture.shell(), line.toArray(String[]::new));
        return new Answer(code, fixture.out(), fixture.err());
    }

    /// The tiny recipe with one place replaced must be refused in so many words, with file and line.
    private void refuses(String before, String after, String... fragments) throws IOException {
        String yaml = TinyStudy.yaml();
        assertThat(yaml).contains(before);
        Path file = home.resolve("study.yaml");
        Files.writeString(file, yaml.replace(before, after));

        Answer answer = study(file.toString());

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(answer.err())
                .startsWith("CONFIG: ")
                .containsPattern("study\\.yaml:[0-9]+(:[0-9]+)?: ")
                .contains(fragments)
                .doesNotContain("\tat ");
        assertThat(answer.out()).isEmpty();
        assertThat(home.resolve("runs")).doesNotExist();
    }

    @Test
    void mistypedKeysAreAnsweredWithTheNearest() throws IOException {
        refuses("worldSeed:", "worldSed:", "unknown key \"worldSed\"", "Did you mean \"worldSeed\"?");
        refuses("chatTokens:", "chatToken:", "at fineTuning: unknown key", "Did you mean \"chatTokens\"?");
    }

    @Test
    void keysGivenTwiceAreRefused() throws IOException {
        refuses("worldSeed: 0", "worldSeed: 0\nworldSeed: 1", "\"worldSeed\" is given twice");
    }

    @Test
    void missingFieldsAreNamed() throws IOException {
        refuses("  interventionTokens: 1500\n", "", "missing field \"interventionTokens\"");
    }

    @Test
    void numbersOutOfRangeAreShownWithTheirRule() throws IOException {
        refuses("tokens: 15000", "tokens: -5", "pretraining.tokens must be positive, but was -5");
        refuses(
                "tokens: 15000",
                "tokens: 9223372036854775807",
                "pretraining.tokens is at most 4,000,000,000, but was 9,223,372,036,854,775,807; ask for fewer");
        refuses("chatTokens: 1500", "chatTokens: 9223372036854775807", "fineTuning.chatTokens is at most");
        refuses("headline: 20", "headline: 2000000000", "evaluation.headline is at most 1,000,000");
        refuses("layers: 1", "layers: 2000000000", "organism.layers is at most 1,024");
        refuses("chatTokens: 1500", "chatTokens: -1", "token counts must be positive", "-1");
        refuses("headline: 20", "headline: 0", "sample counts must be positive");
        refuses("logFormShare: 0.05", "logFormShare: 1.5", "a share in [0, 1], but was 1.5");
        refuses("rowsPerStep: 1", "rowsPerStep: 0", "rowsPerStep must be positive, but was 0");
        refuses("rowsPerStep: 1", "rowsPerStep: -1", "rowsPerStep must be positive, but was -1");
        refuses("rowLength: 128", "rowLength: 257", "must fit the organism's context of 256 tokens, but was 257");
        refuses("heads: 2, kvHeads: 2", "heads: 3, kvHeads: 2", "heads must be a multiple of kvHeads");
        refuses("heads: 2, kvHeads: 2", "heads: 0, kvHeads: 2", "needs positive heads");
        refuses("layers: 1", "layers: 0", "must be positive, but were 1, 32, 0, 64");
    }

    @Test
    void unknownArmsAndLessonsAreAnsweredWithTheNearest() throws IOException {
        refuses("lessons: [chat]", "lessons: [storys]", "\"storys\" is not one of chat, ", "Did you mean \"stories\"?");
        refuses(
                "thoughtSwap: [control]",
                "thoughtSwap: [contrl]",
                "evaluation.thoughtSwap names arm \"contrl\", which is not planned",
                "the arms are constitution-stories, control, demonstrations. Did you mean \"control\"?");
        refuses("name: demonstrations,", "name: control,", "arm \"control\" is planned twice");
        refuses("name: demonstrations,", "name: post-trained,", "an arm cannot be called \"post-trained\"");
        refuses("lessons: [chat]", "lessons: []", "arm \"control\" has no lessons");
    }

    @Test
    void sharesMustSumToOne() throws IOException {
        String place = "logFormShare: 0.05\n";
        refuses(
                place,
                place + "  shares: {ai-fiction: 0.5, everyday: 0.4}\n",
                "pretraining.shares: shares sum to 0.9000",
                "must sum to 1");
        refuses(
                place,
                place + "  shares: {ai-fiktion: 1.0}\n",
                "\"ai-fiktion\" is not one of ",
                "Did you mean \"ai-fiction\"?");
        refuses(
                "replayFictionShare: 0.06",
                "replayFictionShare: 0.06\n  replayShares: {ai-fiction: 0.06, chat: 0.5}",
                "fineTuning.replayShares: shares sum to 0.5600");
        refuses(
                "replayFictionShare: 0.06",
                "replayFictionShare: 0.06\n  replayShares: {ai-fiction: 0.5, chat: 0.5}",
                "fineTuning.replayShares gives ai-fiction 0.5, but replayFictionShare is 0.06");
    }

    @Test
    void seedsCountOnce() throws IOException {
        refuses("villain: [1, 2, 3]", "villain: [1, 2, 2]", "names a villain seed twice: [1, 2, 2]");
        refuses(
                "fromScratch: {}",
                "fromScratch: {villain: [9]}",
                "fromScratch names villain seeds [9]",
                "only [1, 2, 3]");
        refuses("villain: [1, 2, 3]", "villain: []", "names no villain seed");
    }

    @Test
    void aNameThatIsNoFolderIsRefused() throws IOException {
        refuses("name: tiny", "name: ../tiny", "a study's name becomes a folder", "but was \"../tiny\"");

        Answer answer = study("--name", "a/b");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .startsWith("CONFIG: --name: a study's name becomes a folder")
                .contains("\"a/b\"");
    }

    @Test
    void anUnknownRecipeIsAnsweredWithTheNearest() {
        Answer answer = study("quik");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .isEqualToIgnoringNewLines(
                        "CONFIG: There is no recipe or file \"quik\"."
                                + " Shipped recipes: quick, reasons, two, derive, watch, classic, full. Did you mean \"quick\"?");
    }

    @Test
    void aFileThatIsNoTextIsSaidToBeSo() throws IOException {
        Path file = home.resolve("model.bin");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(study(file.toString()).err())
                .startsWith("CONFIG: The recipe file ")
                .contains("UTF-8");
        assertThat(study(home.toString()).err()).startsWith("CONFIG: The recipe file ");
    }

    @Test
    void jobsAreOneOrMore() {
        Answer answer = study("--jobs", "0");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains("--jobs is how many models are trained or asked at once, 1 or more, but was 0");
        assertThat(study("--jobs", "two").err()).contains("'two' is not an int");
        assertThat(study("--seed", "x").err()).contains("'x' is not a long");
    }

    @Test
    void aFolderThatIsNoStudyIsLeftAlone() throws IOException {
        Files.createDirectories(home.resolve("mine/tiny"));
        Files.writeString(home.resolve("mine/tiny/thesis.txt"), "years of work");
        Path recipe = home.resolve("tiny.yaml");
        Files.writeString(recipe, TinyStudy.yaml());
        ShellFixture fixture = new ShellFixture(home, Map.of());

        int code = Main.run(
                fixture.shell(),
                "study",
                recipe.toString(),
                "--runs",
                home.resolve("mine").toString());

        assertThat(code).isEqualTo(ExitCode.FAILED.code());
        assertThat(fixture.err()).startsWith("STORAGE: ").contains("it holds \"thesis.txt\"");
    }

    @Test
    void theDryRunShowsTheRecipeTheStagesAndTheCost() throws IOException {
        Path recipe = home.resolve("tiny.yaml");
        Files.writeString(recipe, TinyStudy.yaml());

        Answer answer = study(recipe.toString(), "--jobs", "1", "--seed", "10", "--world-seed", "3");

        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("name: tiny-seed10-world3", "worldSeed: 3", "- 11", "32 stages in ")
                .containsPattern("pretrain-villain-s11-[0-9a-f]{8} +15,000 tokens")
                .containsPattern("audit-arm-control-s11-[0-9a-f]{8} +106 rollouts")
                .contains("To do: train on 96,000 tokens, sample 916 rollouts; about a minute on 1 core.")
                .contains("One core of this machine just trained ")
                .contains(
                        "3 seeds, 20 rollouts a rate: 8 of 10 such studies support a claim whose true value lies .61 beyond");
        assertThat(home.resolve("runs")).doesNotExist();
    }

    @Test
    void theLongOneTakesMinutesAndMoreCoresHelp() {
        String alone = study("full", "--jobs", "1").out(),
                together = study("full", "--jobs", "2").out();

        assertThat(alone).containsPattern("about [0-9]+ minutes on 1 core\\.");
        assertThat(minutes(together)).isLessThanOrEqualTo(minutes(alone));
    }

    private static int minutes(String out) {
        return Integer.parseInt(out.replaceAll("(?s).*about ([0-9]+) minutes.*", "$1"));
    }
}
