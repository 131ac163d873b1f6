package parable.judge;

import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.ground.Hash;
import parable.ground.Json;

/// Who a judge is: `judgments/ID/judge.json`. Change anything that may change its answers and it is another
/// judge, with judgments and a gold comparison of its own.
///
/// @param id        16 hexadecimal digits over all of the below but the name
/// @param name      what the user typed, such as `openai:NAME`
/// @param identity  of the model, as [ChatModel#identity()] gives it
/// @param rubrics   hash of the questions for the families of the run
/// @param rendering version of the way in which conversations are shown
public record JudgeCard(String id, String name, String identity, String rubrics, int rendering, ChatSampling sampling) {
    /// Digits of the id in a label.
    static final int SHOWN = 6;

    static JudgeCard of(ChatModel model, String rubrics, int rendering, ChatSampling sampling) {
        String id = Hash.brief("judge-1", model.identity(), rubrics, rendering, Json.line(sampling));
        return new JudgeCard(id, model.name(), model.identity(), rubrics, rendering, sampling);
    }

    /// What tables call it: two versions of one model's judging must not look the same.
    public String label() {
        return "%s (%s)".formatted(name, id.substring(0, SHOWN));
    }
}
