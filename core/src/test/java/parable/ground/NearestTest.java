package parable.ground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void distancesAreThoseOfTheTextbook() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("abc", "")).isEqualTo(3);
        assertThat(Nearest.distance("same", "same")).isZero();
    }

    @Test
    void theNearestNameWinsAndTheFirstAmongEquals() {
        assertThat(Nearest.to("sed", List.of("step", "seed", "scene"))).contains("seed");
        assertThat(Nearest.to("x", List.of("b", "a"))).contains("a");
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }
}
