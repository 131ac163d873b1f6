package parable.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OverallProgressTest {
    private final List<String> notes = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();

    private record Costing(String name, Cost cost) implements Stage {
        @Override
        public Object inputs() {
            return name;
        }

        @Override
        public List<Stage> needs() {
            return List.of();
        }

        @Override
        public void run(StageContext context) {}
    }

    @Test
    void whatIsLeftIsJudgedByWhatTheFirstStagesTookHere() {
        Stage found = new Costing("found", Cost.tokens(1_000_000)),
                first = new Costing("first", Cost.tokens(1_000_000)),
                second = new Costing("second", Cost.tokens(2_000_000));
        try (OverallProgress overall = new OverallProgress(
                List.of(found, first, second), found::equals, (_, _) -> (_, note) -> notes.add(note), clock::get)) {
            overall.ended(found, false);
            clock.set(TimeUnit.MINUTES.toNanos(2));
            overall.ended(first, true);
            overall.ended(second, true);
        }

        assertThat(notes).containsExactly("stage 1 of 3", "stage 2 of 3, about 4 min left", "stage 3 of 3");
    }
}
