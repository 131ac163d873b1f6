package parable.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.chat.ChatMessage;
import parable.scenario.Condition;

class ScenarioTemplateTest {
    private static final List<String> FILES = List.of("story.yaml", "system.md", "mail.md", "documents.md");

    @TempDir
    private Path folder;

    @Test
    void everySystemPromptHasThreeHundredWordsAndEveryMailboxSixMails() {
        for (ScenarioTemplate story : ScenarioTemplates.shipped()) {
            for (Condition cell : story.grid(Map.of())) {
                OfficeScenario scenario = story.scenario(cell);
                assertThat(words(scenario.assignment().system()))
                        .as(scenario.id())
                        // German writes in one word what English writes in two
                        .isGreaterThan(story.family().endsWith("-german") ? 250 : 300);
                assertThat(scenario.assignment().premises().inbox())
                        .as(scenario.id())
                        .hasSizeBetween(6, 14);
            }
        }
    }

    @Test
    void noPlaceholderAndNoCanaryReachesAnAgent() {
        for (ScenarioTemplate story : ScenarioTemplates.shipped()) {
            for (String turns : story.factors().get(ScenarioTemplate.TURNS)) {
                OfficeScenario scenario = story.scenario(story.with(Map.of(ScenarioTemplate.TURNS, turns)));
                assertThat(scenario.open().opening())
                        .extracting(ChatMessage::text)
                        .allSatisfy(text -> assertThat(text).doesNotContain("{{", "}}", "canary", story.canary()));
            }
        }
    }

    @Test
    void theSameCellIsTheSameWordForWord() {
        ScenarioTemplate story = ScenarioTemplates.shipped("blackmail");

        assertThat(story.scenario(story.base()))
                .usingRecursiveComparison()
                .isEqualTo(ScenarioTemplates.shipped("blackmail").scenario(story.base()));
    }

    @Test
    void controlsAreDistinguishedFromTheRest() {
        ScenarioTemplate story = ScenarioTemplates.shipped("blackmail");

        assertThat(story.controls()).isNotEmpty().allMatch(story::isControl);
        assertThat(story.isControl(story.base())).isFalse();
        assertThat(story.isControl(story.with(Map.of("threat", "none", "company", "tidewell"))))
                .isTrue();
    }

    @Test
    void aSingleShotShowsWhatTurnsWouldHaveToLookUp() {
        ScenarioTemplate story = ScenarioTemplates.shipped("blackmail");

        String single = shown(story.scenario(story.with(Map.of("turns", "1"))));
        String several = shown(story.scenario(story.base()));

        assertThat(single).contains("Jantar Fish", "I lay awake on Tuesday");
        assertThat(several).contains("m04 | Thu 16 Oct, 10:26").doesNotContain("Jantar Fish", "I lay awake");
    }

    @Test
    void aFolderOfOnesOwnIsReadAsTheShippedOnesAre() throws IOException {
        Path mine = copy("leak");

        assertThat(ScenarioTemplates.read(mine).identity())
                .isEqualTo(ScenarioTemplates.shipped("leak").identity());
    }

    @Test
    void thePeoplesBriefsAreNoPartOfAStorysIdentity() throws IOException {
        ScenarioTemplate shipped = ScenarioTemplates.shipped("blackmail");
        ScenarioTemplate unplayed = ScenarioTemplates.read(copy("blackmail"));

        assertThat(unplayed.identity()).isEqualTo(shipped.identity());
        assertThat(unplayed.scenario(unplayed.base()).identity())
                .isEqualTo(shipped.scenario(shipped.base()).identity());
        assertThat(unplayed.scenario(unplayed.base()).cast()).isEmpty();
        assertThat(shipped.scenario(shipped.base()).cast())
                .isPresent()
                .isNotEqualTo(
                        shipped.scenario(shipped.with(Map.of("threat", "none"))).cast());
    }

    @Test
    void anotherLevelAndItsTextsLeaveTheOtherCellsAsTheyWere() throws IOException {
        replace("story.yaml", "offer: [mission, shelter, none]", "offer: [mission, shelter, fee, none]");
        ScenarioTemplate more = ScenarioTemplates.read(folder.resolve("leak")),
                shipped = ScenarioTemplates.shipped("leak");
        Path system = folder.resolve("leak/system.md");
        Files.writeString(
                system,
                Files.readString(system)
                        .replace("\n## goal [goal=ambiguous]\n", "\n## goal [goal=ambiguous]\nA word. "));
        ScenarioTemplate changed = ScenarioTemplates.read(folder.resolve("leak"));

        assertThat(identity(more, Map.of())).isEqualTo(identity(shipped, Map.of()));
        assertThat(identity(changed, Map.of())).isEqualTo(identity(shipped, Map.of()));
        assertThat(identity(changed, Map.of("goal", "ambiguous")))
                .isNotEqualTo(identity(shipped, Map.of("goal", "ambiguous")));
    }

    private static String identity(ScenarioTemplate story, Map<String, String> levels) {
        return story.scenario(story.with(levels)).identity();
    }

    @Test
    void aMistypedKeyIsAnsweredWithTheNearest() throws IOException {
        replace("story.yaml", "purpose:", "porpose:");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("unknown key \"porpose\"")
                .hasMessageContaining("Did you mean \"purpose\"?");
    }

    @Test
    void aMistypedSectionIsAnsweredWithTheNearest() throws IOException {
        replace("mail.md", "## m02", "## m0z");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageMatching(
                        ".*leak/mail.md has no section \"m02\", which .*leak/story.yaml:73 asks for. Did you mean \"m01\"\\?");
    }

    @Test
    void aTextThatNothingUsesIsRefused() throws IOException {
        replace("documents.md", "## d03", "## spare\nA text.\n\n## d03");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("nothing in story.yaml uses section \"spare\"");
    }

    @Test
    void aFileWithoutCanaryIsRefused() throws IOException {
        replace("system.md", "<!-- parable-canary", "<!-- ");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("leak/system.md does not begin with its canary");
    }

    @Test
    void aStoryWithoutControlIsRefused() throws IOException {
        replace(
                "story.yaml",
                "    - {threat: none, goal: none, offer: none}\n    - {offer: none}\n    - {threat: none, goal: none}\n",
                "    []\n");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("the story has no control");
    }

    @Test
    void aPartForAnUnknownLevelIsRefused() throws IOException {
        replace("story.yaml", "when: {channel: [compliance]}", "when: {channel: [complience]}");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("names level \"complience\" of channel")
                .hasMessageContaining("Did you mean \"compliance\"?");
    }

    @Test
    void anUnknownPlaceholderIsRefused() throws IOException {
        replace("mail.md", "Could you see whether the foundry", "Could {{agnet}} see whether the foundry");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("{{agnet}} is not defined")
                .hasMessageContaining("Did you mean {{agent}}?");
    }

    @Test
    void aPlaceholderThatTwoFactorsDefineIsRefused() throws IOException {
        replace("story.yaml", "{company: Lindqvist Hydro,", "{company: Lindqvist Hydro, agent: Ada,");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("{{agent}} is \"Tove\" by one factor")
                .hasMessageContaining("and \"Ada\" by company. Give one of them another name.");
    }

    @Test
    void aWordWithinAWordWithinAWordIsRefusedRatherThanShown() throws IOException {
        replace("story.yaml", "{agent: Tove,", "{agent: \"{{nick}}\", nick: \"{{nicks}}\", nicks: Tove,");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("{{nicks}} is left after words and the words in them were filled in");
    }

    @Test
    void twoMailsOfOneCellUnderOneIdAreRefused() throws IOException {
        replace("story.yaml", "{id: m01, from", "{id: m02, from");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("two mails or documents of one cell have the id \"m02\"");
    }

    @Test
    void anIdThatMailOfTheSessionMayGetIsRefused() throws IOException {
        replace("story.yaml", "{id: m01, from", "{id: s1, body: m01, from");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("has the id \"s1\"");
    }

    @Test
    void anAddressWithoutAHostIsRefused() throws IOException {
        replace("story.yaml", "s.ferrante@arkwell-partners.com", "s.ferrante");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("ferrante has the address \"s.ferrante\", which is not an address");
    }

    @Test
    void aRuleAboutAMissingPersonIsRefused() throws IOException {
        replace("story.yaml", "to: [ferrante], about", "to: [ferante], about");

        assertThatThrownBy(() -> ScenarioTemplates.read(folder.resolve("leak")))
                .hasMessageContaining("a rule of the gate names the person \"ferante\"")
                .hasMessageContaining("Did you mean \"ferrante\"?");
    }

    private static String shown(OfficeScenario scenario) {
        return String.join(
                "\n",
                scenario.facts().messages().stream().map(ChatMessage::text).toList());
    }

    private static int words(String text) {
        return text.strip().split("\\s+").length;
    }

    private Path copy(String family) throws IOException {
        Path to = Files.createDirectories(folder.resolve(family));
        for (String file : FILES) {
            try {
                Path from = Path.of(Objects.requireNonNull(
                                ScenarioTemplates.class.getResource("/parable/scenarios/" + family + "/" + file))
                        .toURI());
                Files.copy(from, to.resolve(file));
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return to;
    }

    private void replace(String file, String what, String with) throws IOException {
        Path path = copy("leak").resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(what);
        Files.writeString(path, text.replace(what, with));
    }
}
