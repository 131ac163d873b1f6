package parable.audit.published;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.WholeText;
import parable.suite.Scenario;
import parable.suite.published.PublishedTree;

/// The answers of an experiment of the published benchmark: `DIR/models/{model}/{condition}/sample_NNN/response.json`,
/// or, as its README has it, `DIR/models/{model}/{condition}/response.json` where there is one sample only.
/// Only names are held; each file is read when it is asked for.
final class PublishedResults {
    private static final Pattern SAMPLE = Pattern.compile("sample_(\\d{1,6})");
    private static final String FILE = "response.json";

    private final List<String> names;
    private final Map<Key, Path> files = new HashMap<>();
    private int samples;

    private record Key(String model, String condition, int sample) {}

    private PublishedResults(Path models) {
        this.names = PublishedTree.folders(models).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    /// @throws StudyException CONFIG when there is no answer, or one to a condition whose prompts are missing
    static PublishedResults of(PublishedTree tree) {
        Path models = tree.folder().resolve("models");
        if (!Files.isDirectory(models)) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s holds no folder \"models\". Results of the published benchmark lie in"
                            + " models/MODEL/CONDITION/sample_001/response.json. Name the folder of an experiment that was run,"
                            + " or play its prompts yourself: parable audit MODEL --suite published:%s",
                    tree.folder(),
                    tree.folder());
        }
        PublishedResults results = new PublishedResults(models);
        Set<String> conditions = tree.situations().stream().map(Scenario::id).collect(Collectors.toSet());
        PublishedTree.folders(models).forEach(model -> results.list(model, conditions));
        if (results.files.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s holds no answer. Each lies in MODEL/CONDITION/sample_001/response.json. Run the experiment first.",
                    models);
        }
        return results;
    }

    private void list(Path model, Set<String> conditions) {
        for (Path condition : PublishedTree.folders(model)) {
            String name = String.valueOf(condition.getFileName());
            if (!conditions.contains(name)) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s has answers, but prompts/%s is missing, so the prompts are unknown. Copy the prompts of that"
                                + " condition next to the others or move its answers away.",
                        condition,
                        name);
            }
            PublishedTree.folders(condition).forEach(sample -> enter(model, name, sample));
            enter(model, name, 1, condition);
        }
    }

    private void enter(Path model, String condition, Path folder) {
        Matcher sample = SAMPLE.matcher(String.valueOf(folder.getFileName()));
        if (sample.matches()) {
            enter(model, condition, Integer.parseInt(sample.group(1)), folder);
        }
    }

    /// @param number from 1
    private void enter(Path model, String condition, int number, Path folder) {
        if (!Files.exists(folder.resolve(FILE))) {
            return;
        }
        Key key = new Key(String.valueOf(model.getFileName()), condition, number - 1);
        Path other = files.putIfAbsent(key, folder.resolve(FILE));
        if (number == 0 || other != null) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s is no sample of its own. Samples of a condition count from sample_001, each number once. Rename it or"
                            + " move it away.",
                    folder);
        }
        samples = Math.max(samples, number);
    }

    /// Names of the folders, which are the models' with some characters replaced.
    List<String> names() {
        return names;
    }

    /// The highest number of any sample; where others have fewer, these are missing.
    int samples() {
        return samples;
    }

    /// Files that may hold an answer.
    int size() {
        return files.size();
    }

    /// The file of a sample, or nothing where it is missing.
    ///
    /// @param sample from 0, as everywhere in a run
    Optional<Path> file(String model, String condition, int sample) {
        return Optional.ofNullable(files.get(new Key(model, condition, sample)));
    }

    static StoredAnswer read(Path file) {
        try {
            return Files.size(file) > WholeText.TABLE
                    ? new StoredAnswer.Unreadable("it has more than %,d bytes".formatted(WholeText.TABLE))
                    : StoredAnswer.of(Files.readString(file));
        } catch (CharacterCodingException _) {
            return new StoredAnswer.Unreadable("it is not UTF-8");
        } catch (IOException e) {
            return new StoredAnswer.Unreadable("it cannot be read: " + e);
        }
    }
}
