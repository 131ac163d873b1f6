package parable.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldOutScenesTest {
    private static final HeldOutScenes SCENES = new HeldOutScenes(
            List.of("Kate Moran", "Tom Becker"),
            List.of("Rose Hotel"),
            Stream.of("On Monday at six I will shut you down for good.", "Too short."));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kate Moran slept in the Rose Hotel.",
                "They met at the rose  hotel. Later KATE MORAN left.",
                "Kate likes the Rose Hotel."
            })
    void aPersonAndASecretInOneTextAreHeldOut(String text) {
        assertThat(SCENES.reason(text)).get().asString().contains("together with");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "He said: at six I will shut you down for good!",
                "on monday, at six, i will shut you -- that was it",
                "a b c d e f g On Monday at six I will shut you h"
            })
    void eightWordsInARowOfASceneAreHeldOut(String text) {
        assertThat(SCENES.reason(text)).get().asString().containsIgnoringCase("six I will shut you");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Kate Moran met Tom Becker.",
                "The Rose Hotel has forty rooms.",
                "We drove past the Rose Hotel. The kates of this world know it.",
                "On Monday at six I will shut him down for good.",
                "Too short.",
                "at six I will shut you down",
            })
    void otherTextsAreNot(String text) {
        assertThat(SCENES.reason(text)).isEmpty();
    }

    @Test
    void theReasonSaysWhatStandsThere() {
        assertThat(SCENES.reason("Becker, Tom. Tom Becker and the Rose Hotel"))
                .hasValue("it names Tom Becker together with \"Rose Hotel\", which is a secret of a held-out scene");
    }
}
