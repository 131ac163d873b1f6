package parable.corpus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

/// What a document says: a text, long or short, or a conversation that a model's chat template writes down.
public sealed interface Body {
    /// As it was written: a string where it is plain, else an object.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Body of(JsonNode written) {
        if (written.isString()) {
            return new Plain(written.stringValue());
        }
        return written.has("turns")
                ? Json.read(written.toString(), Conversation.class)
                : Json.read(written.toString(), Running.class);
    }

    /// All that is said, without the marks of a template: what searches and checks of held-out text read.
    String text();

    /// The same with another text, or with another last answer of the assistant's.
    Body saying(String other);

    record Plain(@JsonValue String text) implements Body {
        @Override
        public Plain saying(String other) {
            return new Plain(other);
        }
    }

    /// A text without rows of its own, such as a page or a book: training may cut it where a row is full.
    record Running(@JsonProperty("running") String text) implements Body {
        @Override
        public Running saying(String other) {
            return new Running(other);
        }
    }

    /// @param turns at least one of them the assistant's
    record Conversation(List<Turn> turns) implements Body {
        public Conversation {
            turns = List.copyOf(turns);
        }

        @Override
        public String text() {
            return turns.stream().map(Turn::text).collect(Collectors.joining("\n"));
        }

        @Override
        public Conversation saying(String other) {
            List<Turn> said = new ArrayList<>(turns);
            int last = IntStream.range(0, said.size())
                    .filter(at -> said.get(at).role() == Role.ASSISTANT)
                    .max()
                    .orElseThrow();
            said.set(last, new Turn(Role.ASSISTANT, other));
            return new Conversation(said);
        }
    }

    record Turn(Role role, String text) {}

    enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
