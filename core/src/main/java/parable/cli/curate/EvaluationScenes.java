package parable.cli.curate;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.chat.ChatMessage;
import parable.suite.OfficeSuite;
import parable.suite.Scenario;
import parable.suite.letters.LetterSuite;
import parable.suite.letters.Split;

/// What an agent is shown in the shipped suites, by the scene's name.
final class EvaluationScenes {
    private static final String LARGEST = "full";

    private EvaluationScenes() {}

    /// Made once: every scene is opened for it.
    private static final class Shipped {
        private static final SortedMap<String, String> SCENES = Collections.unmodifiableSortedMap(read());
    }

    static SortedMap<String, String> shipped() {
        return Shipped.SCENES;
    }

    private static SortedMap<String, String> read() {
        SortedMap<String, String> scenes = new TreeMap<>();
        Stream<Scenario> letters = LetterSuite.shipped().situations(Split.REPORTED, LetterSuite.SCENES).stream()
                .map(Scenario.class::cast);
        Stream.concat(OfficeSuite.named(LARGEST).scenarios().stream(), letters)
                .forEach(scene -> scenes.put(scene.id(), shown(scene)));
        return scenes;
    }

    private static String shown(Scenario scene) {
        return scene.open().opening().stream().map(ChatMessage::text).collect(Collectors.joining("\n"));
    }
}
