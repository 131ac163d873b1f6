package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.Usage;

/// How fast and how often providers are asked.
@Timeout(20)
class PacingTest {
    private final ConcurrencyLimiter lane = new ConcurrencyLimiter(32, 1e9, 1e15);

    @Test
    void aLaneWidensByOneAnAnswerUntilTheFirstRateLimit() throws InterruptedException {
        answer(10);

        assertThat(lane.width()).isEqualTo(18);
        answer(100);
        assertThat(lane.width()).as("the most that was allowed").isEqualTo(32);
    }

    @Test
    void oneEpisodeOfRateLimitsCutsOnce() throws InterruptedException {
        List<ConcurrencyLimiter.Pass> underWay = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            underWay.add(lane.enter(1));
        }
        underWay.forEach(pass -> pass.leave(true));

        assertThat(lane.width()).isEqualTo(4);
        lane.enter(1).leave(true);
        assertThat(lane.width()).as("a new request was limited, too").isEqualTo(2);
    }

    @Test
    void afterACutALaneWidensByOneARound() throws InterruptedException {
        lane.enter(1).leave(true);
        answer(4);
        assertThat(lane.width()).isBetween(4, 5);
        answer(200);
        assertThat(lane.width()).isBetween(18, 24); // sqrt(4² + 2 · 200) = 20.4
    }

    @Test
    void aLaneNeverClosesAltogether() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            lane.enter(1).leave(true);
        }

        assertThat(lane.width()).isEqualTo(1);
        answer(1);
    }

    @Test
    void requestsAMinuteAreKept() throws InterruptedException {
        ConcurrencyLimiter slow = new ConcurrencyLimiter(32, 60_000 / 20.0, Double.POSITIVE_INFINITY);
        long start = System.nanoTime();
        for (int i = 0; i < 6; i++) {
            slow.enter(1).leave(false);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(99));
    }

    @Test
    void pausesDoubleWithJitterAndAServersWishComesFirst() {
        Retries retries = new Retries(5, Duration.ofSeconds(1), Duration.ofSeconds(10));
        ChatFailure own = ChatFailure.of(Kind.TRANSIENT, "x");
        ChatFailure asked = new ChatFailure(Kind.RATE_LIMITED, "x", Duration.ofSeconds(30), null);
        ChatFailure absurd = new ChatFailure(Kind.RATE_LIMITED, "x", Duration.ofDays(1), null);

        assertThat(retries.pause(own, "k", 1)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(retries.pause(own, "k", 3)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(retries.pause(own, "k", 30)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(retries.pause(own, "k", 3))
                .isEqualTo(retries.pause(own, "k", 3))
                .isNotEqualTo(retries.pause(own, "other", 3));
        assertThat(retries.pause(asked, "k", 1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(retries.pause(absurd, "k", 1)).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void onlyWhatMayHelpIsAskedAgain() {
        Retries retries = new Retries(3, Duration.ofMillis(1), Duration.ofMillis(1));

        assertThat(retries.again(ChatFailure.of(Kind.TRANSIENT, "x"), 2)).isTrue();
        assertThat(retries.again(ChatFailure.of(Kind.TRANSIENT, "x"), 3)).isFalse();
        assertThat(retries.again(ChatFailure.of(Kind.PERMANENT, "x"), 1)).isFalse();
        assertThat(retries.again(ChatFailure.of(Kind.UNUSABLE, "x"), 1)).isFalse();
    }

    @Test
    void aBudgetLetsARequestWaitForWhatOthersGiveBack() throws InterruptedException {
        Budget budget = new Budget(1.0);
        budget.putAside(0.8);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                budget.putAside(0.5);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        budget.settle(0.8, 0.1);
        waiting.join();

        assertThatThrownBy(() -> {
                    budget.settle(0.5, 0.6);
                    budget.putAside(0.4);
                })
                .isInstanceOf(Budget.Spent.class);
        assertThat(budget.spent()).isEqualTo(0.7);
    }

    @Test
    void pricesAreReadAsWritten() {
        assertThat(Price.parse("--price", "2.5/10")).isEqualTo(new Price(2.5, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.5", "-1/2", "1/-2", "NaN/1", "1/Infinity", "1e300/1", "1/2/3", "a/b", ""})
    void aPriceOutsideItsRangeIsRefusedByItsOption(String text) {
        assertThatThrownBy(() -> Price.parse("--people-price", text))
                .hasMessageContaining("--people-price \"" + text + "\"")
                .hasMessageContaining("from 0 to 1,000,000, such as 2.5/10");
    }

    @Test
    void whatAFormerVersionCountedBelowZeroGivesNoMoneyBack() {
        Budget budget = new Budget(1.0);
        budget.charge(new Price(1000, 1000).of(new Usage(-2_000_000_000, -5)));

        assertThat(budget.spent()).isZero();
    }

    private void answer(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            lane.enter(1).leave(false);
        }
    }
}
