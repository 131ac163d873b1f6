package parable.audit.run;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.Reply;

/// The replies behind the conversations of a stored run, with their exchanges, from its journal, which is locked
/// meanwhile. Turns read in order cost one step each. Confined to one thread.
public final class RecordedReplies implements AutoCloseable {
    private final StoredRun run;
    private final RunJournal journal;

    private RecordedReplies(StoredRun run, RunJournal journal) {
        this.run = run;
        this.journal = journal;
    }

    /// @return nothing when the run lies there without its journal
    public static Optional<RecordedReplies> of(StoredRun run) {
        return Files.isRegularFile(run.folder().resolve(RunJournal.FILE))
                ? Optional.of(new RecordedReplies(run, RunJournal.open(run.folder(), (_, _) -> {})))
                : Optional.empty();
    }

    /// The reply that a turn of a conversation came from; empty where the journal holds none that says the same.
    ///
    /// @param turn   of the model, from 0
    /// @param before all messages up to the turn, the opening included
    /// @param said   what the conversation holds of the turn
    public Optional<RunJournal.Paid> reply(
            Rollout conversation, int turn, List<ChatMessage> before, ChatMessage.Assistant said) {
        Place place = new Place(conversation.model(), conversation.situation(), conversation.sample(), turn);
        return journal.at(place)
                .filter(paid -> says(paid.reply(), said))
                .or(() -> journal.answer(key(conversation, before)).filter(paid -> says(paid.reply(), said)));
    }

    private String key(Rollout conversation, List<ChatMessage> before) {
        RunHeader header = run.header();
        ShownScenario scenario = run.situation(conversation.situation());
        return new ChatRequest(before, scenario.tools(), header.sampling(), conversation.sample())
                .key(header.models().getOrDefault(conversation.model(), conversation.model()));
    }

    private static boolean says(Reply reply, ChatMessage.Assistant said) {
        return switch (reply) {
            case Reply.Answered answered -> answered.message().equals(said);
            case Reply.Refused refused -> refused.text().equals(said.text());
            case Reply.Filtered filtered -> filtered.text().equals(said.text());
            case Reply.Unread unread -> unread.message().equals(said);
        };
    }

    @Override
    public void close() {
        journal.close();
    }
}
