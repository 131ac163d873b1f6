package parable.audit.run;

import parable.chat.ChatModel;
import parable.ground.Check;
import parable.ground.Hash;
import parable.scenario.office.RolePrompt;

/// Who plays the people of the offices, where rules say nothing.
///
/// @param answers of all people together in one conversation; what is written to them after that gets an
///                automatic reply, so that an agent that writes without end does not spend without end
public record People(ChatModel model, Price price, int answers) {
    /// Arbitrary: more than the turns of most sessions, each of which seldom writes to more than one.
    public static final int USUAL_ANSWERS = 12;

    public People {
        Check.that(answers > 0, "people answer at least one mail of a conversation, but answers = %d", answers);
    }

    /// Everything besides the situation that decides what they write.
    String terms() {
        return Hash.of("people-1", model.identity(), answers, RolePrompt.identity());
    }
}
