package parable.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YamlTest {
    private static final String GOOD = """
        name: first
        inner:
          steps: 3
          rate: 0.5
          color: deep-red
        items: [a, b]
        shares:
          blue: 1
        """;

    enum Color {
        @JsonProperty("deep-red")
        DEEP_RED,
        @JsonProperty("blue")
        BLUE
    }

    record Inner(int steps, double rate, Color color, Optional<String> note) {
        Inner {
            Check.that(steps > 0, "steps must be positive, but was %d", steps);
        }
    }

    record Recipe(String name, Inner inner, List<String> items, Map<Color, Double> shares) {}

    @Test
    void bindsWhatFits() {
        Recipe recipe = Yaml.read(GOOD, "recipe.yaml", Recipe.class);

        assertThat(recipe.inner()).isEqualTo(new Inner(3, 0.5, Color.DEEP_RED, Optional.empty()));
        assertThat(recipe.shares()).containsExactly(Map.entry(Color.BLUE, 1.0));
    }

    @Test
    void writesWhatItReads() {
        Recipe recipe = Yaml.read(GOOD, "recipe.yaml", Recipe.class);

        assertThat(Yaml.read(Yaml.write(recipe), "copy.yaml", Recipe.class)).isEqualTo(recipe);
    }

    @Test
    void namesTheEmptyItemOfAListAndTheEmptyKeyOfABlock() {
        refuses(GOOD.replace("[a, b]", "[a, null]"), "at items[1]: no value is written here");
        refuses(GOOD.replace("blue: 1", "blue: 1\n  deep-red:"), "at shares.deep-red: no value is written here");
        refuses(GOOD.replace("items: [a, b]", "items:\n  -\n  - b"), "at items[0]: no value is written here");
    }

    @Test
    void aTextOfManyMegabytesIsRefusedBeforeItIsParsed() {
        refuses(GOOD.replace("first", "x".repeat(5_000_000)), "has 5000", "at most 1000000");
    }

    @Test
    void suggestsTheNearestKeyForAnUnknownOne() {
        refuses(
                GOOD.replace("steps:", "stepz:"),
                "recipe.yaml:3: at inner",
                "at inner",
                "unknown key \"stepz\"",
                "color, note, rate, steps",
                "Did you mean \"steps\"?");
        refuses(GOOD + "extra: 1\n", "unknown key \"extra\"", "Remove it or use a known one");
    }

    @Test
    void refusesAKeyGivenTwice() {
        refuses(
                GOOD.replace("name: first", "name: first\nname: second"),
                "recipe.yaml:2:5",
                "\"name\" is given twice",
                "Remove one of the two");
    }

    @Test
    void namesTheMissingField() {
        refuses(
                GOOD.replace("  rate: 0.5\n", ""),
                "recipe.yaml:2: at inner",
                "missing field \"rate\"",
                "Inner needs it",
                "Add a line `rate: …`");
        refuses(GOOD.replace("name: first\n", ""), "missing field \"name\"");
    }

    @Test
    void showsAValueOfTheWrongType() {
        refuses(GOOD.replace("3", "three"), "recipe.yaml:3:10", "at inner.steps", "\"three\" is not a whole number");
        refuses(GOOD.replace("3", "3.5"), "\"3.5\" is not a whole number");
        refuses(GOOD.replace("[a, b]", "5"), "at items", "5 is not a list");
        refuses(GOOD.replace("first", "[1]"), "at name", "[1] is not text");
        refuses(GOOD.replace("3", ""), "at inner.steps", "no value was given, but a whole number is needed");
        refuses(GOOD.replace("name: first", "name:"), "at name", "no value was given");
    }

    @Test
    void listsTheChoicesOfAnEnum() {
        refuses(
                GOOD.replace("deep-red", "deep-rad"),
                "\"deep-rad\" is not one of deep-red, blue",
                "Did you mean \"deep-red\"?");
        refuses(GOOD.replace("blue:", "bleu:"), "at shares", "Did you mean \"blue\"?");
    }

    @Test
    void passesOnWhatARecordSaysOfItsComponents() {
        refuses(GOOD.replace("3", "0"), "recipe.yaml:3:", "at inner", "steps must be positive, but was 0");
    }

    @Test
    void pointsAtBrokenSyntax() {
        refuses(GOOD.replace("[a, b]", "[a, b"), "recipe.yaml:7:7", "this is not YAML", "expected ',' or ']'");
        refuses(GOOD.replace("  rate", "   rate"), "recipe.yaml:4:8", "this is not YAML", "Check indentation");
        refuses(GOOD + "---\nname: again\n", "One file holds one document");
        refuses(" ", "recipe.yaml is empty", "Recipe was expected");
    }

    @Test
    void countsEdits() {
        assertThat(Yaml.edits("kitten", "sitting")).isEqualTo(3);
        assertThat(Yaml.edits("", "abc")).isEqualTo(3);
        assertThat(Yaml.edits("same", "same")).isZero();
    }

    private static void refuses(String text, String... fragments) {
        assertThatThrownBy(() -> Yaml.read(text, "recipe.yaml", Recipe.class))
                .isInstanceOfSatisfying(StudyException.class, e -> {
                    assertThat(e.category()).isEqualTo(StudyException.Category.CONFIG);
                    assertThat(e.getMessage()).contains(fragments);
                });
    }
}
