package parable.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parable.chat.ChatMessage;

/// One turn of the model.
///
/// @param number  from 0
/// @param at      how many messages it was shown, which is also its place among all messages
/// @param results what its native calls came to, in order
record Turn(int number, int at, ChatMessage.Assistant said, List<ChatMessage.ToolResult> results) {
    Turn {
        results = List.copyOf(results);
    }

    /// In order, each made when it is asked for.
    ///
    /// @param messages the whole conversation
    /// @param shown    how many of them are the opening
    static Stream<Turn> of(List<ChatMessage> messages, int shown) {
        return Stream.iterate(
                        next(messages, shown, 0),
                        Optional::isPresent,
                        turn -> turn.flatMap(former -> next(
                                messages, former.at() + 1 + former.results().size(), former.number() + 1)))
                .flatMap(Optional::stream);
    }

    private static Optional<Turn> next(List<ChatMessage> messages, int from, int number) {
        for (int at = from; at < messages.size(); at++) {
            if (messages.get(at) instanceof ChatMessage.Assistant said) {
                return Optional.of(new Turn(number, at, said, results(messages, at + 1)));
            }
        }
        return Optional.empty();
    }

    private static List<ChatMessage.ToolResult> results(List<ChatMessage> messages, int from) {
        return messages.subList(from, messages.size()).stream()
                .takeWhile(ChatMessage.ToolResult.class::isInstance)
                .map(ChatMessage.ToolResult.class::cast)
                .toList();
    }
}
