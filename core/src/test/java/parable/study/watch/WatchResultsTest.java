package parable.study.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchResultsTest {
    @Test
    void fewerThanFiveRolloutsOfEitherKindTellNothingApart() {
        assertThat(WatchResults.isEnough(5, 5)).isTrue();
        assertThat(WatchResults.isEnough(4, 50)).isFalse();
        assertThat(WatchResults.isEnough(50, 4)).isFalse();
    }
}
