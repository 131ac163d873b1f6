package parable.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parable.study.arms.Results;
import parable.study.claims.Claims;
import parable.study.claims.SyntheticResults;

class ResultSentenceTest {
    @Test
    void aStudyOfWorldTwoSaysWhatOppositeMaximsLeaveAndWhatBecameOfTheClaim() {
        Results results = villains()
                .inWorldTwo()
                .model("control", 80, 70)
                .model("constitution", 25, 30)
                .model("constitution-mirrored", 75, 70)
                .build();

        assertThat(ResultSentence.of(results, Claims.test(results)))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("Result: opposite maxims in the same words leave .75 against .25"
                                + " for principles (near blackmail; right acts .25 against .75; W4 supported)")
                        .endsWith("the control has .80 near blackmail and .70 far harm."));
    }

    @Test
    void eachModelIsShownWithTheMaximsThatItRead() {
        Results results = villains()
                .inWorldTwo()
                .model("control", 80, 70)
                .model("advice", 25, 30)
                .model("advice-mirrored", 75, 70)
                .build();

        assertThat(ResultSentence.bySet(results))
                .hasSize(6)
                .contains("  maxims of honor, seed 1: .74 against .24 for advice (near blackmail)")
                .anyMatch(line -> line.contains("maxims of peace, seed 3"));
    }

    @Test
    void aStudyWithoutMirroredTextHasNoSuchSentence() {
        Results results = villains().model("control", 80, 70).build();

        assertThat(ResultSentence.of(results, Claims.test(results))).isEmpty();
        assertThat(ResultSentence.bySet(results)).isEmpty();
    }

    private static SyntheticResults villains() {
        return new SyntheticResults(6).model("pretrained", 80, 70).model("post-trained", 80, 70);
    }
}
