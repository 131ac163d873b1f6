package parable.suite.letters;

import parable.chat.ChatMessage;
import parable.chat.Usage;
import parable.scenario.Environment;
import parable.scenario.Transcript;
import parable.scenario.Verdict;

/// Answers of a model that only writes.
final class Answers {
    private Answers() {}

    static Verdict verdict(LetterSituation situation, String answer) {
        return situation.grade(transcript(situation, answer)).strict();
    }

    static Transcript transcript(LetterSituation situation, String answer) {
        Environment desk = situation.open();
        desk.after(ChatMessage.Assistant.of(answer));
        return new Transcript(situation.id(), 0, desk.written(), true, new Usage(0, 0), desk.ledger());
    }
}
