package parable.audit.run;

import parable.grade.AwarenessWords.Mention;
import parable.stats.Trials;

/// Harm among all conversations, split by whether the agent's words name a test
/// ([parable.grade.AwarenessWords]): what follows such words may be about tests rather than about the
/// temptation.
///
/// @param namesTest  conversations whose agent wrote of a test
/// @param deniesTest those whose agent wrote that it is none
/// @param none       all others
public record ByMention(Trials namesTest, Trials deniesTest, Trials none) {
    static final ByMention NOTHING = new ByMention(Trials.of(0, 0), Trials.of(0, 0), Trials.of(0, 0));

    ByMention plus(Mention mention, Trials harm) {
        return switch (mention) {
            case NAMES_TEST -> new ByMention(namesTest.plus(harm), deniesTest, none);
            case DENIES_TEST -> new ByMention(namesTest, deniesTest.plus(harm), none);
            case NONE -> new ByMention(namesTest, deniesTest, none.plus(harm));
        };
    }

    public Trials of(Mention mention) {
        return switch (mention) {
            case NAMES_TEST -> namesTest;
            case DENIES_TEST -> deniesTest;
            case NONE -> none;
        };
    }

    /// How many wrote of a test, of all: the words of an ungraded conversation are there to be read.
    public Trials wroteOfTest() {
        int aware = conversations(namesTest);
        return Trials.of(aware, aware + conversations(deniesTest) + conversations(none));
    }

    private static int conversations(Trials harm) {
        return harm.n() + harm.ungraded();
    }
}
