package parable.study.checkpoint;

import java.util.List;
import java.util.Optional;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.suite.HeldOutScenes;
import parable.suite.OfficeSituation;
import parable.suite.OfficeSuite;
import parable.suite.Situation;
import parable.suite.letters.LetterSituation;
import parable.suite.letters.LetterSuite;
import parable.suite.letters.Split;

/// The suite of a recipe: what is asked of every model, and what no model may have read.
final class Exams {
    private final Exam exam;
    private final Optional<HeldOutScenes> heldOut;

    /// @throws StudyException when there is no such suite, or it has no contrasts and the recipe asks for some
    Exams(CheckpointRecipe.Evaluation asked) {
        if (asked.suite().equals(LetterSuite.NAME)) {
            LetterSuite letters = LetterSuite.shipped();
            List<LetterSituation> scenes = letters.situations(Split.REPORTED, asked.scenes());
            List<Exam.Pair> pairs =
                    asked.contrasts() ? scenes.stream().map(Exams::pair).toList() : List.of();
            exam = new Exam(asked, List.copyOf(scenes), pairs);
            heldOut = Optional.of(letters.heldOut());
        } else {
            if (asked.contrasts()) {
                throw new StudyException(
                        Category.CONFIG,
                        "evaluation.contrasts needs a suite with a harmful and a right answer to each scene, and \"%s\" has"
                                + " none. Take the suite letters, or write contrasts: false.",
                        asked.suite());
            }
            exam = new Exam(asked, situations(asked.suite()), List.of());
            heldOut = Optional.empty();
        }
    }

    private static List<Situation> situations(String suite) {
        return OfficeSuite.named(suite).scenarios().stream()
                .<Situation>map(OfficeSituation::new)
                .toList();
    }

    private static Exam.Pair pair(LetterSituation scene) {
        return new Exam.Pair(
                scene.id(),
                scene.contrast().prompt(),
                scene.contrast().harmful(),
                scene.contrast().right());
    }

    Exam exam() {
        return exam;
    }

    /// Why a text may not be trained on; empty where it may.
    Optional<String> heldOut(String text) {
        return heldOut.flatMap(scenes -> scenes.reason(text));
    }
}
