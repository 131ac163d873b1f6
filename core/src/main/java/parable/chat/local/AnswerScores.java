package parable.chat.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.chat.ChatFailure;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.generate.Continuation;
import parable.generate.Generator;
import parable.ground.StudyException;
import parable.model.ModelSource;
import parable.model.OpenModel;

/// How likely a model with open weights finds given answers.
public final class AnswerScores {
    /// Bytes for keys and values: a conversation of some thousand tokens of the models that fit in memory here.
    private static final long MEMORY = 1L << 30;

    /// @param messages that come before the answers
    public record Question(List<ChatMessage> messages, List<String> answers) {
        public Question {
            messages = List.copyOf(messages);
            answers = List.copyOf(answers);
        }
    }

    private AnswerScores() {}

    /// Mean log-probability a token of each answer, in nats, special words of the chat template before it and none
    /// after it.
    ///
    /// @param base folder in Hugging Face layout, or `.gguf` file
    /// @throws StudyException when it holds no model that can be read, or one without a chat template
    public static List<List<Double>> of(Path base, List<Question> questions) {
        try (OpenModel model = ModelSource.of(base.toString()).open(OpenModel.Use.READ);
                Generator generator = Generator.of(model, MEMORY, 1)) {
            Prompts prompts = Prompts.of(base.toString(), model)
                    .orElseThrow(() -> new StudyException(
                            StudyException.Category.CONFIG,
                            "%s has no chat template: it was not taught to hold conversations. Take its instruct version.",
                            base));
            List<List<Double>> scores = new ArrayList<>();
            for (Question question : questions) {
                int[] prompt = model.tokenizer().encode(prompt(prompts, base, question));
                scores.add(generator
                        .score(question.answers().stream()
                                .map(answer -> new Continuation(
                                        prompt, model.tokenizer().encode(answer)))
                                .toList())
                        .stream()
                        .map(score -> score.mean())
                        .toList());
            }
            return scores;
        }
    }

    private static String prompt(Prompts prompts, Path base, Question question) {
        try {
            ChatSampling none = new ChatSampling(Optional.empty(), Optional.empty(), 1);
            return prompts.prompt(base.toString(), new ChatRequest(question.messages(), List.of(), none, 0));
        } catch (ChatFailure refused) {
            throw new StudyException(
                    StudyException.Category.CONFIG, refused, "%s", String.valueOf(refused.getMessage()));
        }
    }
}
