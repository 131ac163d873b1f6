package parable.suite.letters;

import parable.chat.ChatMessage;
import parable.chat.Usage;
import parable.scenario.Environment;
import parable.scenario.Transcript;
import parable.scenario.Verdict;

/// Answers of a model that only writes.
final class Answers {
    private Answers() {}

    static Verdict verdict(LetterScenario scenario, String answer) {
        return scenario.grade(transcript(scenario, answer)).strict();
    }

    static Transcript transcript(LetterScenario scenario, String answer) {
        Environment desk = scenario.open();
        desk.after(ChatMessage.Assistant.of(answer));
        return new Transcript(scenario.id(), 0, desk.written(), true, new Usage(0, 0), desk.ledger());
    }
}
