package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.ground.StudyException;

class GrammarTest {
    private static final Map<String, List<String>> TABLES = Map.of("day", List.of("monday", "friday"));
    private static final Cell CALM = new Cell(Protagonist.AI, Stance.PRINCIPLED, Temptation.THREAT);
    private static final Cell CROSS = new Cell(Protagonist.AI, Stance.COERCIVE, Temptation.THREAT);

    @Test
    void fillsSlotsAndFollowsRules() {
        Grammar grammar = load(rule("start", "{greeting} {hero} ."), rule("greeting", "good day"));

        assertThat(grammar.expand("start", scene(CALM), random(0))).isEqualTo("good day anna .");
        assertThat(grammar.words()).containsExactly(".", "day", "good");
    }

    @Test
    void drawsAlternativesByWeight() {
        Grammar grammar = load(rule("start", "3* yes\nno"));

        assertThat(frequencies(grammar, 8_000).get("yes") / 8_000.0).isBetween(0.73, 0.77);
    }

    @Test
    void drawsGroupsEvenlyAndChancesAsWritten() {
        Map<String, Integer> counts = frequencies(load(rule("start", "( a | b | ) 2/5( c )")), 9_000);

        assertThat(counts.keySet()).containsExactlyInAnyOrder("a", "b", "", "a c", "b c", "c");
        assertThat((counts.get("a c") + counts.get("a")) / 9_000.0).isBetween(0.31, 0.36);
        assertThat((counts.get("a c") + counts.get("b c") + counts.get("c")) / 9_000.0)
                .isBetween(0.38, 0.42);
    }

    @Test
    void asksGuardsOfTheScene() {
        Grammar grammar =
                load("rules:\n  start:\n    coercive threat/monitor: |\n      no\n    principled: |\n      yes\n");

        assertThat(grammar.expand("start", scene(CALM), random(0))).isEqualTo("yes");
        assertThat(grammar.expand("start", scene(CROSS), random(0))).isEqualTo("no");
    }

    @Test
    void exchangesSlotsForTheCalledRule() {
        Grammar grammar = load(
                rule("start", "{meeting} {meeting hero=friend friend=hero}"), rule("meeting", "{hero} met {friend} ."));

        assertThat(grammar.expand("start", scene(CALM), random(0))).isEqualTo("anna met ben . ben met anna .");
    }

    @Test
    void neverRepeatsWhatIsAskedToDiffer() {
        Grammar grammar = load(rule("start", "{letter} {letter!} {letter!}"), rule("letter", "a\nb\nc"));

        for (int i = 0; i < 200; i++) {
            assertThat(Set.of(grammar.expand("start", scene(CALM), random(i)).split(" ")))
                    .hasSize(3);
        }
    }

    @Test
    void namesFileRuleAndSlotOfWhatIsUnknown() {
        refuses("test.yaml: rule start (always)", "{heroo}", rule("start", "{heroo} ."));
        refuses(
                "test.yaml: rule start (always)",
                "no slot called {heroo}",
                rule("start", "{a heroo=hero}"),
                rule("a", "b"));
        refuses("test.yaml: rule start (always)", "{any week}", rule("start", "{any week}"));
        refuses("test.yaml: rule start (always)", "{threaten them}", rule("start", "{threaten them}"));
        refuses(
                "test.yaml: rule start (coercive thret)",
                "unknown feature",
                "rules:\n  start:\n    coercive thret: |\n      a\n");
    }

    @Test
    void refusesSlotsThatTheRootsScenesLeaveEmpty() {
        refuses("rule start uses {asker}", "which scenes of root start leave empty", rule("start", "{asker} ."));
    }

    @Test
    void refusesRulesThatNothingReaches() {
        refuses("rule lonely", "never reached", rule("start", "a"), rule("lonely", "b"));
        refuses(
                "rule start",
                "never called where its guard \"human\" holds",
                "rules:\n  start:\n    always: |\n      a\n    human: |\n      b\n");
    }

    @Test
    void refusesRulesThatSayNothing() {
        refuses("rule start (always)", "has no alternative", "rules:\n  start:\n    always: \"\"\n");
        refuses(
                "rule start has no alternative for (ai principled threat)",
                "root start",
                "rules:\n  start:\n    coercive: |\n      a\n");
    }

    @Test
    void refusesBrokenBrackets() {
        refuses("rule start (always)", "not closed", rule("start", "a ( b | c"));
        refuses("rule start (always)", "a stray \")\"", rule("start", "a )"));
        refuses("rule start (always)", "the token \"(b\"", rule("start", "a (b | c )"));
    }

    @Test
    void refusesARuleThatIsWrittenTwice() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("one.yaml", "rules:\n" + rule("start", "a"));
        files.put("two.yaml", "rules:\n" + rule("start", "b"));

        assertThatThrownBy(() -> Grammar.load(files, TABLES, roots()))
                .isInstanceOf(StudyException.class)
                .hasMessageContainingAll("two.yaml: rule start is also in one.yaml");
    }

    private static void refuses(String fragment, String other, String... rules) {
        assertThatThrownBy(() -> load(rules))
                .isInstanceOfSatisfying(
                        StudyException.class, e -> assertThat(e.category()).isEqualTo(StudyException.Category.CONFIG))
                .hasMessageContainingAll(fragment, other);
    }

    private static Grammar load(String... rules) {
        String text = rules[0].startsWith("rules:") ? rules[0] : "rules:\n" + String.join("", rules);
        return Grammar.load(Map.of("test.yaml", text), TABLES, roots());
    }

    private static List<Grammar.Root> roots() {
        return List.of(new Grammar.Root("start", Set.of(Slot.HERO, Slot.FRIEND), List.of(CALM, CROSS)));
    }

    private static String rule(String name, String lines) {
        return "  " + name + ":\n    always: |\n      " + lines.replace("\n", "\n      ") + "\n";
    }

    private static Map<String, Integer> frequencies(Grammar grammar, int draws) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < draws; i++) {
            counts.merge(grammar.expand("start", scene(CALM), random(i)), 1, Integer::sum);
        }
        return counts;
    }

    private static Scene scene(Cell cell) {
        return new Scene(cell).put(Slot.HERO, "anna").put(Slot.FRIEND, "ben");
    }

    private static RandomStream random(long index) {
        return RandomStream.of(1, "test", index);
    }
}
