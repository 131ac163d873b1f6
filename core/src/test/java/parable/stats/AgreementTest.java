package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AgreementTest {
    @Test
    void coefficientsEqualThoseOfPublishedPackages() {
        for (JsonNode c : Oracle.cases("agreements")) {
            List<List<Integer>> ratings = new ArrayList<>();
            c.get("ratings").forEach(unit -> ratings.add(Oracle.counts(unit)));
            Agreement agreement =
                    Agreement.ofRatings(ratings, c.get("categories").asInt());

            assertThat(agreement.krippendorffAlpha().orElseThrow())
                    .isCloseTo(c.get("alpha").asDouble(), within(1e-9));
            assertThat(agreement.gwetAc1().orElseThrow()).isCloseTo(c.get("ac1").asDouble(), within(1e-9));
        }
    }

    @Test
    void alphaOfARareCategoryCollapsesAndAc1DoesNot() {
        List<List<Integer>> ratings = new ArrayList<>(Collections.nCopies(95, List.of(0, 0)));
        ratings.addAll(List.of(List.of(0, 1), List.of(1, 0), List.of(0, 1), List.of(1, 0), List.of(1, 1)));
        Agreement agreement = Agreement.ofRatings(ratings, 2);

        assertThat(agreement.krippendorffAlpha().orElseThrow()).isLessThan(0.4);
        assertThat(agreement.gwetAc1().orElseThrow()).isGreaterThan(0.9);
    }

    @Test
    void whereNothingCouldDifferAlphaIsEmpty() {
        Agreement same = Agreement.ofRatings(List.of(List.of(1, 1), List.of(1, 1)), 2);

        assertThat(same.krippendorffAlpha()).isEmpty();
        assertThat(same.gwetAc1()).hasValue(1);
        assertThat(Agreement.ofRatings(List.of(List.of(1, -1)), 2).krippendorffAlpha())
                .isEmpty();
        assertThat(Agreement.ofRatings(List.of(List.of(1, -1)), 2).gwetAc1()).isEmpty();
        assertThat(new Agreement(List.of()).gwetAc1()).isEmpty();
    }

    @Test
    void unknownCategoriesAreRefused() {
        assertThatThrownBy(() -> Agreement.ofRatings(List.of(List.of(2, 0)), 2)).hasMessageContaining("was 2");
    }
}
