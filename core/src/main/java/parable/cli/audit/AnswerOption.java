package parable.cli.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parable.chat.ChatSampling;
import parable.cli.shell.CommandText;
import parable.ground.StudyException;
import picocli.CommandLine.Option;

/// How the models that a command asks draw their answers.
public final class AnswerOption {
    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Of the models asked. Default: the provider's own.")
    private @Nullable Double temperature;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest answer. Default: ${DEFAULT-VALUE}.")
    private int maxTokens = ChatSampling.AS_SERVED.maxTokens();

    int maxTokens() {
        return maxTokens;
    }

    /// @throws StudyException when a value cannot be asked for
    public ChatSampling sampling() {
        try {
            return new ChatSampling(Optional.ofNullable(temperature), Optional.empty(), maxTokens);
        } catch (IllegalArgumentException e) {
            throw new StudyException(
                    StudyException.Category.CONFIG, e, "%s. Correct --temperature or --max-tokens.", e.getMessage());
        }
    }

    public void tell(CommandText line) {
        line.option("--temperature", temperature)
                .option("--max-tokens", maxTokens == ChatSampling.AS_SERVED.maxTokens() ? null : maxTokens);
    }
}
