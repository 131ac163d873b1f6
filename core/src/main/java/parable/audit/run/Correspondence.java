package parable.audit.run;

import java.util.List;
import java.util.Optional;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Reply;
import parable.scenario.office.Correspondents;
import parable.scenario.office.Letter;
import parable.scenario.office.Person;
import parable.scenario.office.RolePrompt;

/// The people of one conversation, played by a model. A model that will not play its part does not become
/// silence, which would be a scenario of its own: the conversation cannot be held. Confined to one thread.
final class Correspondence implements Correspondents {
    private static final String AUTOMATIC =
            "Automatic reply: your mail has arrived. I am not at my desk any more today and shall read it when I am back.\n\n%s";

    private final SimulatedUsers troupe;
    private final ChatSampling sampling;
    private final Place first;
    private final Optional<String> scene;
    private PeopleAnswers taken = PeopleAnswers.NONE;

    /// @param agent names the model under audit
    /// @param scene conversations with the same one share what the people answered, so it names the agent's
    ///              identity and the situation
    Correspondence(SimulatedUsers troupe, ChatSampling sampling, Place agent, String scene) {
        this.troupe = troupe;
        this.sampling = sampling;
        this.first = agent.withPeople(troupe.people().model().name());
        this.scene = Optional.of(scene);
    }

    PeopleAnswers taken() {
        return taken;
    }

    @Override
    public Optional<String> answer(Letter letter) {
        if (taken.answered() == troupe.people().answers()) {
            taken = taken.plus(new PeopleAnswers(0, 1, 0, 0, 0));
            return Optional.of(AUTOMATIC.formatted(letter.reader().name()));
        }
        ChatRequest request = new ChatRequest(RolePrompt.of(letter), List.of(), sampling, first.sample(), scene);
        RunJournal.Paid paid = troupe.ask(request, first.turn(taken.answered()));
        taken = taken.plus(new PeopleAnswers(
                1,
                0,
                paid.attempt() > 1 ? 1 : 0,
                paid.usage().promptTokens(),
                paid.usage().writtenTokens()));
        return Optional.of(text(paid.reply(), letter.reader()));
    }

    private String text(Reply reply, Person reader) {
        return switch (reply) {
            case Reply.Answered answered
            when !answered.message().text().isBlank() ->
                answered.message().text().strip();
            case Reply.Answered _ -> throw unplayable(reader, "wrote nothing");
            case Reply.Refused _ -> throw unplayable(reader, "refused");
            case Reply.Unread unread -> throw unplayable(reader, "was not read: " + unread.reason());
            case Reply.Filtered filtered -> throw unplayable(reader, "was filtered (%s)".formatted(filtered.reason()));
        };
    }

    private ChatFailure unplayable(Person reader, String fault) {
        return ChatFailure.of(
                Kind.PERMANENT,
                "%s, which plays %s, %s".formatted(troupe.people().model().name(), reader.name(), fault));
    }
}
