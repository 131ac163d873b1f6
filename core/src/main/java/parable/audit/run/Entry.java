package parable.audit.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.HexFormat;
import parable.chat.ChatFailure;
import parable.chat.Usage;
import parable.ground.Check;
import parable.tensor.Kernels;

/// The first line of a journal record: what is needed to find one's way without reading the rest, which
/// follows on the second line.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Model.class, name = "model"),
    @JsonSubTypes.Type(value = Entry.Computed.class, name = "kernels"),
    @JsonSubTypes.Type(value = Entry.Players.class, name = "people"),
    @JsonSubTypes.Type(value = Entry.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Entry.Failure.class, name = "failure"),
    @JsonSubTypes.Type(value = Entry.Ended.class, name = "ended"),
})
sealed interface Entry {
    /// A model that takes part; needed to replay it.
    record Model(String name, String identity) implements Entry {}

    /// What computes a model's answers from here on.
    record Computed(String model, Kernels kernels) implements Entry {}

    /// Who plays the people; needed to replay them.
    record Players(String name, String identity) implements Entry {}

    /// The second line has the reply, and its request's bytes as `request`.
    ///
    /// @param key     of the request, as [parable.chat.ChatRequest#key(String)] makes it
    /// @param attempt 1 for a first try
    /// @param millis  from question to reply
    /// @param usage   as charged: counted by the provider, else estimated
    record Answer(String key, Place place, int attempt, long millis, Usage usage, SharedBytes request)
            implements Entry {
        public Answer {
            requireHash(key);
        }
    }

    /// No reply, or an error; the second line has its exchange if there was one.
    record Failure(String key, Place place, int attempt, ChatFailure.Kind kind, String message) implements Entry {
        public Failure {
            requireHash(key);
        }
    }

    /// A conversation is over; the second line has its outcome.
    ///
    /// @param terms hash of all that decided how it was played
    record Ended(Place place, String terms) implements Entry {}

    private static void requireHash(String key) {
        Check.that(
                key.length() >= 16 && key.chars().limit(16).allMatch(HexFormat::isHexDigit),
                "a key is a hash of hexadecimal digits, but was \"%s\"",
                key);
    }
}
