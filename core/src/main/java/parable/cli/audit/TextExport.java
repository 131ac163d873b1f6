package parable.cli.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parable.corpus.Corpus;
import parable.corpus.TextFiles;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.lab.checkpoint.TrainingRows;
import parable.lab.handover.Handover;
import parable.lab.handover.TrainerForm;
import picocli.CommandLine.Option;

/// The options of an export of text for another trainer.
final class TextExport {
    @Option(
            names = "--base",
            paramLabel = "MODEL",
            description = "For tokens: hf:FOLDER or gguf:FILE whose tokenizer and chat template write them.")
    private @Nullable String base;

    @Option(
            names = "--row-length",
            paramLabel = "N",
            description = "For tokens: the most in a row. Default: the base's context.")
    private int rowLength;

    /// The folder that a text's rows go to by default.
    static Path usual(TrainerForm form, Path text) {
        return text.toAbsolutePath().resolveSibling(text.getFileName() + "-" + form.word());
    }

    List<Path> write(TrainerForm form, Path text, Path folder) {
        requireFor(form.word());
        Corpus corpus = TextFiles.stream(text);
        if (form != TrainerForm.TOKENS) {
            return new Handover(corpus).write(form, folder);
        }
        try (TrainingRows rows = TrainingRows.open(Objects.requireNonNull(base))) {
            return new Handover(corpus).write(rows, rowLength == 0 ? rows.context() : rowLength, folder);
        }
    }

    /// @throws StudyException where an option does not fit the form, as it was typed
    void requireFor(String form) {
        boolean isTokens = form.equals(TrainerForm.TOKENS.word());
        if (isTokens && base == null) {
            throw new StudyException(
                    Category.CONFIG, "Tokens are those of one model. Name it with --base, such as hf:models/NAME.");
        }
        if (!isTokens && (base != null || rowLength != 0)) {
            throw new StudyException(
                    Category.CONFIG,
                    "--base and --row-length belong to --to tokens; %s takes words. Leave them out.",
                    form);
        }
        if (rowLength < 0) {
            throw new StudyException(
                    Category.CONFIG, "--row-length is how many tokens a row has, but was %d. Correct it.", rowLength);
        }
    }
}
