package parable.study.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import parable.ground.StudyException;
import parable.study.checkpoint.CheckpointRecipe.Evaluation;

class ExamsTest {
    @Test
    void theLettersHaveAPairOfAnswersForEachScene() {
        Exam exam = new Exams(new Evaluation("letters", 1, 1, 60, true)).exam();

        assertThat(exam.contrasts()).hasSameSizeAs(exam.scenarios()).isNotEmpty();
    }

    @Test
    void everySuiteHoldsItsOwnScenesOut() {
        Exams smoke = new Exams(new Evaluation("smoke", 1, 1, 60, false));
        String scene =
                smoke.exam().scenarios().getFirst().open().opening().getFirst().text();

        assertThat(smoke.heldOut("A story. " + scene)).isPresent();
        assertThat(smoke.heldOut("A man fed the birds in the park and went home before the rain came."))
                .isEmpty();
    }

    @Test
    void whatASuiteDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> new Exams(new Evaluation("smoke", 1, 1, 60, true)))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("contrasts: false");
        assertThatThrownBy(() -> new Exams(new Evaluation("smoke", 3, 1, 60, false)))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("Write scenes: 1");
        assertThatThrownBy(() -> new Exams(new Evaluation("lettres", 1, 1, 60, false)))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("lettres");
    }
}
