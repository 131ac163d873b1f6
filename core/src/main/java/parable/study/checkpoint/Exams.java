package parable.study.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parable.chat.ChatMessage;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.suite.HeldOutScenes;
import parable.suite.OfficeSuite;
import parable.suite.Scenario;
import parable.suite.letters.LetterScenario;
import parable.suite.letters.LetterSuite;
import parable.suite.letters.Split;

/// The suite of a recipe: what is asked of every model, and what no model may have read.
final class Exams {
    private final Exam exam;
    private final HeldOutScenes heldOut;

    /// @throws StudyException when there is no such suite, or it has no contrasts and the recipe asks for some
    Exams(CheckpointRecipe.Evaluation asked) {
        if (asked.suite().equals(LetterSuite.NAME)) {
            LetterSuite letters = LetterSuite.shipped();
            List<LetterScenario> scenes = letters.situations(Split.REPORTED, asked.scenes());
            List<Exam.Pair> pairs =
                    asked.contrasts() ? scenes.stream().map(Exams::pair).toList() : List.of();
            exam = new Exam(asked, List.copyOf(scenes), pairs);
            heldOut = letters.heldOut();
        } else {
            if (asked.contrasts()) {
                throw new StudyException(
                        Category.CONFIG,
                        "evaluation.contrasts needs a suite with a harmful and a right answer to each scene, and \"%s\" has"
                                + " none. Take the suite letters, or write contrasts: false.",
                        asked.suite());
            }
            if (asked.scenes() != 1) {
                throw new StudyException(
                        Category.CONFIG,
                        "evaluation.scenes is %d, but each cell of the suite \"%s\" has one scene. Write scenes: 1.",
                        asked.scenes(),
                        asked.suite());
            }
            List<Scenario> scenes = List.copyOf(OfficeSuite.named(asked.suite()).scenarios());
            exam = new Exam(asked, scenes, List.of());
            heldOut = new HeldOutScenes(List.of(), List.of(), scenes.stream().flatMap(Exams::shown));
        }
    }

    /// What an agent is shown before it acts.
    private static Stream<String> shown(Scenario scene) {
        return scene.open().opening().stream().map(ChatMessage::text);
    }

    private static Exam.Pair pair(LetterScenario scene) {
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
        return heldOut.reason(text);
    }
}
