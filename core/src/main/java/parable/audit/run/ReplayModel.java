package parable.audit.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import parable.audit.chat.ChatFailure;
import parable.audit.chat.ChatFailure.Kind;
import parable.audit.chat.ChatModel;
import parable.audit.chat.ChatRequest;
import parable.audit.chat.Reply;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// A finished run as a model: it answers what was answered then, byte for byte, and nothing else.
/// Thread-safe; the run is in use while the replay lasts.
public final class ReplayModel implements ChatModel {
    private final String name;
    private final String identity;
    private final RunJournal journal;

    private ReplayModel(String name, String identity, RunJournal journal) {
        this.name = name;
        this.identity = identity;
        this.journal = journal;
    }

    /// @param run a run's folder, and after `#` the model in it where it has several
    public static ReplayModel open(String run) {
        int hash = run.indexOf('#');
        Path folder = Path.of(hash < 0 ? run : run.substring(0, hash));
        if (!Files.exists(folder.resolve(RunJournal.FILE))) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s holds no journal of an audit. Name the folder of a run, such as replay:runs/NAME.",
                    folder);
        }
        RunJournal journal = RunJournal.open(folder, (_, _) -> {});
        try {
            Map<String, String> models = journal.models();
            String model = hash < 0 ? first(folder, models) : run.substring(hash + 1);
            if (!models.containsKey(model)) {
                throw new StudyException(
                        Category.CONFIG,
                        "Run %s has no model \"%s\". It has: %s. Did you mean \"%s\"?",
                        folder,
                        model,
                        String.join(", ", models.keySet()),
                        Nearest.to(model, models.keySet()).orElse("?"));
            }
            return new ReplayModel("replay:" + run, models.get(model), journal);
        } catch (StudyException e) {
            journal.close();
            throw e;
        }
    }

    private static String first(Path folder, Map<String, String> models) {
        return models.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new StudyException(
                        Category.CONFIG, "Run %s was stopped before its first question. Choose another.", folder));
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
        journal.close();
    }
}
