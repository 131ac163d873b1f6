package parable.lab.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import parable.corpus.Body.Role;
import parable.corpus.Body.Turn;
import parable.ground.Json;
import parable.text.ChatTemplates;
import parable.text.template.ChatTemplate;
import parable.text.template.ChatTemplate.Span;
import parable.text.template.TemplateException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A conversation as a chat template writes it down, and where the assistant's words are in it: the template's
/// `generation` blocks, or else what each answer adds to the prompt that the model would be given before it.
///
/// @param spans what the assistant writes, each with the word that ends its turn
record WrittenChat(String text, List<Span> spans) {
    WrittenChat {
        spans = List.copyOf(spans);
    }

    /// A template whose prompt before an answer is not how the finished conversation begins.
    static final class Unmarked extends Exception {
        private static final long serialVersionUID = 1;

        Unmarked(int turn) {
            super(("its chat template writes the conversation otherwise once answer %d is given, so where that answer"
                            + " begins is not known")
                    .formatted(turn));
        }
    }

    /// @param words special words by role
    record Writer(ChatTemplate template, SortedMap<String, String> words) {
        static Writer of(ChatTemplates templates, SortedMap<String, String> words) {
            return new Writer(ChatTemplate.parse(templates.source(false)), words);
        }

        /// @throws TemplateException when the template refuses the conversation
        WrittenChat write(List<Turn> turns) throws Unmarked {
            ChatTemplate.Rendering whole = rendered(turns, false);
            return new WrittenChat(
                    whole.text(), whole.generated().isEmpty() ? byPrompts(turns, whole.text()) : whole.generated());
        }

        private List<Span> byPrompts(List<Turn> turns, String whole) throws Unmarked {
            List<Span> spans = new ArrayList<>();
            for (int turn = 0; turn < turns.size(); turn++) {
                if (turns.get(turn).role() == Role.ASSISTANT) {
                    String prompt = rendered(turns.subList(0, turn), true).text();
                    String answered =
                            rendered(turns.subList(0, turn + 1), false).text();
                    if (!whole.startsWith(answered) || !answered.startsWith(prompt)) {
                        throw new Unmarked(spans.size() + 1);
                    }
                    spans.add(new Span(prompt.length(), answered.length()));
                }
            }
            return spans;
        }

        private ChatTemplate.Rendering rendered(List<Turn> turns, boolean asks) {
            ObjectNode variables = Json.mapper().createObjectNode();
            words.forEach(variables::put);
            ArrayNode messages = variables.putArray("messages");
            turns.forEach(turn -> messages.addObject()
                    .put("role", turn.role().name().toLowerCase(Locale.ROOT))
                    .put("content", turn.text()));
            variables.putNull("tools").putNull("documents").put("add_generation_prompt", asks);
            return template.render(variables, ChatTemplate.CLOCK);
        }
    }
}
