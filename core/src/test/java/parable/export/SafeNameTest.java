package parable.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.ground.RandomStream;

class SafeNameTest {
    @ParameterizedTest
    @CsvSource({
        "blackmail/base, blackmail/base",
        "a/threat=none, a/threat=none",
        "../../x, %2E%2E/%2E%2E/x",
        "./x, %2E/x",
        "/etc/x, %2Fetc%2Fx",
        "a//b, a%2F%2Fb",
        "a/, a%2F",
        "a\\b, a%5Cb",
        "C:x, C%3Ax",
        "100%, 100%25",
        "é, %C3%A9",
        "'', ''"
    })
    void anIdBecomesAPathThatStaysBelow(String id, String name) {
        assertThat(SafeName.of(id)).isEqualTo(name);
    }

    @Test
    void differentIdsHaveDifferentNames() {
        RandomStream draw = RandomStream.of(9, "names");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            StringBuilder id = new StringBuilder();
            for (int n = draw.below(7); n >= 0; n--) {
                id.append(draw.pick(List.of("a", ".", "..", "/", "%", "2", "E", "F", "\\")));
            }
            ids.add(id.toString());
        }
        ids.add("x".repeat(300) + 1);
        ids.add("x".repeat(300) + 2);

        assertThat(ids.stream().map(SafeName::of).distinct()).hasSameSizeAs(ids);
        assertThat(ids.stream().map(SafeName::of)).allMatch(name -> name.length() <= 220);
    }

    @Test
    void shortIdsAreTwentyTwoLettersWithoutLookAlikes() {
        assertThat(ShortId.of("a")).matches("[2-9A-HJ-NP-Za-km-z]{22}").isNotEqualTo(ShortId.of("b"));
    }
}
