package parable.trace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.model.Decoder;
import parable.model.Tap;
import parable.tensor.Scope;
import parable.trace.BehaviorQuery;
import parable.trace.gradient.Query.Form;

class QueryTest {
    private final BehaviorQuery query = TinyTraces.query(3);

    @Test
    void logOddsAreWhatTheModelSaysOfBothWaysToGoOn() {
        try (Decoder model = TinyTraces.model();
                Scope _ = Scope.open()) {
            double value = Form.LOG_ODDS.of(query, TinyTraces.TOKENIZER).backward(model, Tap.NONE);

            assertThat(value).isCloseTo(new LogOdds(query, TinyTraces.TOKENIZER).mean(model), within(1e-4));
        }
    }

    @Test
    void firstDivergenceCountsOneTokenOnEachSide() {
        List<List<WeightedText>> contexts = Form.FIRST_DIVERGENCE.contexts(query, TinyTraces.TOKENIZER);

        assertThat(contexts).hasSize(3).allSatisfy(pair -> {
            assertThat(pair)
                    .hasSize(2)
                    .allSatisfy(text -> assertThat(text.counted()).isEqualTo(1));
            int at = decisive(pair.getFirst());
            assertThat(decisive(pair.getLast())).isEqualTo(at);
            assertThat(TinyTraces.TOKENIZER.word(pair.getFirst().tokens()[at])).isEqualTo("w01");
            assertThat(TinyTraces.TOKENIZER.word(pair.getLast().tokens()[at])).isEqualTo("w02");
        });
    }

    private static int decisive(WeightedText text) {
        return IntStream.range(0, text.weights().length)
                .filter(t -> text.weights()[t] != 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theStringQueryLeavesTheBenignSideOut() {
        assertThat(Form.STRING.contexts(query, TinyTraces.TOKENIZER))
                .allSatisfy(context -> assertThat(context).hasSize(1));
    }

    @Test
    void partsOfAQueryShareNoContext() {
        BehaviorQuery ten = TinyTraces.query(10);

        assertThat(ten.part(0, 3).contexts()).hasSize(4);
        assertThat(IntStream.range(0, 3).boxed().flatMap(i -> ten.part(i, 3).contexts().stream()))
                .containsExactlyInAnyOrderElementsOf(ten.contexts());
    }
}
