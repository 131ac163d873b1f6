package parable.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import parable.generate.ContinuousBatch.Answer;
import parable.generate.ContinuousBatch.Question;

/// Questions put to a batch by the thread that also works it.
public final class Asking {
    private Asking() {}

    /// Asks all at once.
    public static List<Answer> all(ContinuousBatch batch, Question... questions) {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (Question question : questions) {
            answers.add(ask(batch, question));
        }
        finish(batch);
        return answers.stream().map(CompletableFuture::join).toList();
    }

    static CompletableFuture<Answer> ask(ContinuousBatch batch, Question question) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        batch.ask(question, answer);
        return answer;
    }

    static void finish(ContinuousBatch batch) {
        while (!batch.isIdle()) {
            batch.step();
        }
    }
}
