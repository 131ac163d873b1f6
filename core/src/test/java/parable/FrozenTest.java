package parable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrozenTest {
    @Test
    void aDifferenceShowsOnlyTheLinesThatDiffer() {
        assertThat(Frozen.difference("keys.txt", "a\nb\nc\nd\n", "a\nB\nc2\nd\n"))
                .startsWith("keys.txt differs from line 2 on (-2 +2 lines).")
                .endsWith("\n- b\n- c\n+ B\n+ c2\n");
    }

    @Test
    void aLineThatIsOnlyThereOnceIsShownAlone() {
        assertThat(Frozen.difference("f", "a\nb\n", "a\nb\nb\n")).endsWith("say why.\n+ b\n");
        assertThat(Frozen.difference("f", "a\nb\n", "a")).contains("(-2 +0 lines)");
    }
}
