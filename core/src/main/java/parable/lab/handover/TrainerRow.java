package parable.lab.handover;

import java.util.List;
import java.util.Locale;
import parable.corpus.Body;
import parable.corpus.Body.Role;
import parable.corpus.Body.Turn;
import parable.corpus.Document;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.train.Example;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One document as a line of a trainer's file. Every form has the document's id besides, which trainers pass over.
final class TrainerRow {
    /// What the loss of PyTorch does not count.
    private static final int IGNORED = -100;

    private TrainerRow() {}

    /// @throws StudyException where the trainer does not take such a document
    static ObjectNode of(Document document, TrainerForm form) {
        ObjectNode row = Json.mapper().createObjectNode().put("id", document.id());
        return switch (document.body()) {
            case Body.Plain(String text) -> row.put("text", text);
            case Body.Running(String text) -> row.put("text", text);
            case Body.Conversation(List<Turn> turns) -> {
                if (form == TrainerForm.TORCHTITAN) {
                    requireOneAnswer(document, turns);
                }
                put(row.putArray("messages"), turns, form == TrainerForm.AXOLOTL);
                yield row;
            }
        };
    }

    private static void put(ArrayNode messages, List<Turn> turns, boolean marks) {
        for (Turn turn : turns) {
            ObjectNode message = messages.addObject().put("role", role(turn)).put("content", turn.text());
            if (marks) {
                message.put("train", turn.role() == Role.ASSISTANT);
            }
        }
    }

    static String role(Turn turn) {
        return turn.role().name().toLowerCase(Locale.ROOT);
    }

    private static void requireOneAnswer(Document document, List<Turn> turns) {
        if (!turns.stream().map(Turn::role).toList().equals(List.of(Role.USER, Role.ASSISTANT))) {
            throw refusal(
                    document,
                    "torchtitan takes one message of the user and one of the assistant",
                    "Export it with --to tokens, which keeps every turn");
        }
    }

    static StudyException refusal(Document document, String rule, String remedy) {
        return new StudyException(
                Category.CONFIG, "%s: %s. %s.", document.origin().place(), rule, remedy);
    }

    static ObjectNode of(Example example) {
        ObjectNode row = Json.mapper().createObjectNode().put("id", example.id());
        ArrayNode ids = row.putArray("input_ids"),
                labels = row.putArray("labels"),
                mask = row.putArray("attention_mask");
        for (int i = 0; i < example.tokens().length; i++) {
            ids.add(example.tokens()[i]);
            labels.add(example.trained().get(i) ? example.tokens()[i] : IGNORED);
            mask.add(1);
        }
        return row;
    }
}
