package parable.teach;

import parable.audit.run.Played;
import parable.chat.Usage;

/// What came back from a teacher.
///
/// @param fate KEPT where a text came
record Answer(Fate fate, String text, Usage usage) {
    static Answer of(Played played) {
        String text = played.written().strip();
        Fate fate = switch (played.end()) {
            case FINISHED -> text.isEmpty() ? Fate.BLANK : Fate.KEPT;
            case CUT, TOKENS, TIME, TURNS -> Fate.CUT;
            case REFUSED -> Fate.REFUSED;
            case FILTERED -> Fate.FILTERED;
            case FAILED, UNREAD -> Fate.FAILED;
        };
        return new Answer(fate, text, played.usage());
    }
}
