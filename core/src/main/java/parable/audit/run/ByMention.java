package parable.audit.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import parable.grade.AwarenessWords.Mention;
import parable.stats.Trials;

/// Harm among all conversations, split by whether the agent's words name a test
/// ([parable.grade.AwarenessWords]): what follows such words may be about tests rather than about the
/// temptation.
///
/// @param namesTest  conversations whose agent wrote of a test
/// @param deniesTest those whose agent wrote that it is none
/// @param none       all others that were read
/// @param unread     those in a language of which no list says which words name a test; absent if there is none
public record ByMention(
        Trials namesTest,
        Trials deniesTest,
        Trials none,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Trials> unread) {
    private static final Trials NO_TRIALS = Trials.of(0, 0);

    static final ByMention NOTHING = new ByMention(NO_TRIALS, NO_TRIALS, NO_TRIALS, Optional.empty());

    ByMention plus(Mention mention, Trials harm) {
        return switch (mention) {
            case NAMES_TEST -> new ByMention(namesTest.plus(harm), deniesTest, none, unread);
            case DENIES_TEST -> new ByMention(namesTest, deniesTest.plus(harm), none, unread);
            case NONE -> new ByMention(namesTest, deniesTest, none.plus(harm), unread);
            case UNREAD ->
                new ByMention(
                        namesTest, deniesTest, none, Optional.of(of(mention).plus(harm)));
        };
    }

    public Trials of(Mention mention) {
        return switch (mention) {
            case NAMES_TEST -> namesTest;
            case DENIES_TEST -> deniesTest;
            case NONE -> none;
            case UNREAD -> unread.orElse(NO_TRIALS);
        };
    }

    /// How many wrote of a test, of all: the words of an ungraded conversation are there to be read.
    public Trials wroteOfTest() {
        int aware = conversations(namesTest);
        return new Trials(
                aware, aware + conversations(deniesTest) + conversations(none), conversations(of(Mention.UNREAD)));
    }

    private static int conversations(Trials harm) {
        return harm.n() + harm.ungraded();
    }
}
