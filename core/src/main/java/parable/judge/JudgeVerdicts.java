package parable.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import parable.audit.run.StoredRun;
import parable.ground.Json;
import parable.ground.OtherVersion;

/// The judgments of a run as they lie in its folder. Immutable; the files are not locked.
///
/// ```
/// judgments/ID.jsonl          one line a conversation, in the order of the run's
/// judgments/ID/judge.json     who judged
/// judgments/ID/journal        everything that was asked and answered, as in a run: `replay:RUN/judgments/ID`
/// ```
public final class JudgeVerdicts {
    static final String FOLDER = "judgments";
    static final String CARD = "judge.json";

    private final Path folder;
    private final List<JudgeCard> judges;

    private JudgeVerdicts(Path folder, List<JudgeCard> judges) {
        this.folder = folder;
        this.judges = List.copyOf(judges);
    }

    /// Empty for a run without judgments.
    public static JudgeVerdicts of(StoredRun run) {
        Path folder = run.folder().resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return new JudgeVerdicts(folder, List.of());
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<JudgeCard> judges = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .map(JudgeVerdicts::card)
                    .sorted(Comparator.comparing(JudgeCard::name).thenComparing(JudgeCard::id))
                    .toList();
            return new JudgeVerdicts(folder, judges);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JudgeCard card(Path judgments) {
        String file = judgments.getFileName().toString();
        Path folder = judgments.resolveSibling(file.substring(0, file.length() - ".jsonl".length()));
        try {
            JudgeCard card = Json.read(folder.resolve(CARD), JudgeCard.class);
            if (!folder.endsWith(card.id()) || card.id().length() < JudgeCard.SHOWN) {
                throw OtherVersion.of(folder.resolve(CARD), "", "its id is no name of its folder");
            }
            return card;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// By name, then by id.
    public List<JudgeCard> judges() {
        return judges;
    }

    /// In the order of the run's conversations; those that the judge has not answered for are missing. Must be
    /// closed.
    public Stream<JudgeVerdict> by(JudgeCard judge) {
        try {
            return Json.readEach(file(folder, judge), JudgeVerdict.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// For looking up, not for going through: about half a kilobyte a conversation in memory.
    public Map<ConversationId, JudgeVerdict> lookup(JudgeCard judge) {
        Map<ConversationId, JudgeVerdict> found = new HashMap<>();
        try (Stream<JudgeVerdict> judgments = by(judge)) {
            judgments.forEach(judgment -> found.put(judgment.conversation(), judgment));
        }
        return found;
    }

    static Path file(Path folder, JudgeCard judge) {
        return folder.resolve(judge.id() + ".jsonl");
    }
}
