package parable.audit.run;

import java.util.List;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.Reply;
import parable.tensor.Kernels;

/// A finished run as a model: it answers what was answered then, byte for byte, and nothing else.
/// Thread-safe; the run is in use while the replay lasts.
public final class ReplayModel implements ChatModel {
    private final String name;
    private final String recorded;
    private final String identity;
    private final RunJournal journal;
    private final Runnable release;

    /// @param recorded name of the model then
    /// @param release  called when the replay is over
    ReplayModel(String name, String recorded, String identity, RunJournal journal, Runnable release) {
        this.name = name;
        this.recorded = recorded;
        this.identity = identity;
        this.journal = journal;
        this.release = release;
    }

    /// @param run a run's folder, and after `#` the model in it where it has several
    public static ReplayModel open(String run) {
        return new Replays().model(run);
    }

    @Override
    public String name() {
        return name;
    }

    /// That of the model then, because it decides the key of every answer.
    @Override
    public String identity() {
        return identity;
    }

    @Override
    public List<Kernels> kernels() {
        return journal.kernels(recorded);
    }

    @Override
    public Reply reply(ChatRequest request) {
        return journal.answer(request.key(identity))
                .orElseThrow(
                        () -> ChatFailure.of(
                                Kind.PERMANENT,
                                "the replayed run holds no answer to this request: it asked for other scenarios or more samples"))
                .reply();
    }

    @Override
    public void close() {
        release.run();
    }
}
