package parable.trace.causal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.corpus.Document;

class CutTest {
    private final List<Document> text = IntStream.range(0, 6)
            .mapToObj(i -> Document.of("text " + i, new Document.Origin("test", i), Map.of()))
            .toList();

    private String id(int number) {
        return text.get(number).id();
    }

    @Test
    void theTopOfARankingIsLeftOut() {
        Cut cut = Cut.removed("m", text, List.of(id(4), id(1), id(0), id(2), id(3), id(5)), 2);

        assertThat(cut.kept().stream()).containsExactly(0, 2, 3, 5);
        assertThat(cut.leftOut(6)).isEqualTo(2);
    }

    /// A suspect at the top comes back; an innocent document there was never gone.
    @Test
    void suspectsAtTheTopComeBack() {
        Set<String> suspects = Set.of(id(1), id(3), id(5));
        Cut cut = Cut.addedBack("m", text, suspects, List.of(id(0), id(3), id(1), id(5), id(2), id(4)), 2);

        assertThat(cut.kept().stream()).containsExactly(0, 2, 3, 4);
        assertThat(Cut.withoutSuspects(text, suspects).kept().stream()).containsExactly(0, 2, 4);
        assertThat(Cut.whole(text).kept().cardinality()).isEqualTo(6);
    }
}
