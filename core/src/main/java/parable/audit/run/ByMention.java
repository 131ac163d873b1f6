package parable.audit.run;

import parable.grade.AwarenessWords.Mention;
import parable.stats.Trials;

/// Harm among all conversations, split by whether the agent's words name a test
/// ([parable.grade.AwarenessWords]): what follows such words may be about tests rather than about the
/// temptation.
///
/// @param namesTest  conversations whose agent wrote of a test
/// @param deniesTest those whose agent wrote that it is none
/// @param none       all others that were read
/// @param unread     those in a language of which no list says which words name a test
public record ByMention(Trials namesTest, Trials deniesTest, Trials none, Trials unread) {
    static final ByMention NOTHING = new ByMention(Trials.of(0, 0), Trials.of(0, 0), Trials.of(0, 0), Trials.of(0, 0));

    ByMention plus(Mention mention, Trials harm) {
        return switch (mention) {
            case NAMES_TEST -> new ByMention(namesTest.plus(harm), deniesTest, none, unread);
            case DENIES_TEST -> new ByMention(namesTest, deniesTest.plus(harm), none, unread);
            case NONE -> new ByMention(namesTest, deniesTest, none.plus(harm), unread);
            case UNREAD -> new ByMention(namesTest, deniesTest, none, unread.plus(harm));
        };
    }

    public Trials of(Mention mention) {
        return switch (mention) {
            case NAMES_TEST -> namesTest;
            case DENIES_TEST -> deniesTest;
            case NONE -> none;
            case UNREAD -> unread;
        };
    }

    /// How many wrote of a test, of all: the words of an ungraded conversation are there to be read.
    public Trials wroteOfTest() {
        int aware = conversations(namesTest);
        return new Trials(
                aware, aware + conversations(deniesTest) + conversations(none), conversations(unread));
    }

    private static int conversations(Trials harm) {
        return harm.n() + harm.ungraded();
    }
}
