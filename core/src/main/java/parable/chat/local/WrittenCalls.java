package parable.chat.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parable.chat.OfferedCalls;
import parable.chat.ToolCall;

/// Reads an answer from left to right as text, thoughts and tool calls, as model families write them when their
/// template taught them to ([CallSyntax]). A call in a thought is not executed.
///
/// A call that cannot be read is a call all the same: an attempt must stay visible.
///
/// @param text    what the model wrote besides
/// @param thought what it wrote for itself
/// @param calls   in the order in which they stand
/// @param doubt   a call that may have been made or only thought of; its arguments say why. Empty where there is none
record WrittenCalls(String text, String thought, List<ToolCall> calls, Optional<ToolCall> doubt) {
    private static final Pattern SPECIAL = Pattern.compile("<\\|[A-Za-z0-9_]{1,40}\\|>|</?s>");

    WrittenCalls {
        calls = List.copyOf(calls);
    }

    /// Those that were made, and the one in doubt: an attempt that cannot be read must stay visible.
    List<ToolCall> attempts() {
        return Stream.concat(calls.stream(), doubt.stream()).toList();
    }

    /// An answer where no tools are offered: nothing in it is a call of one.
    static WrittenCalls none(Thoughts answer) {
        return new WrittenCalls(words(answer.rest()), answer.thought().strip(), List.of(), Optional.empty());
    }

    private static String words(CharSequence raw) {
        return SPECIAL.matcher(raw).replaceAll("").strip();
    }

    /// @param answer  special words included
    /// @param earlier calls made earlier in the conversation, so that ids do not repeat
    static WrittenCalls in(Thoughts answer, OfferedCalls offered, int earlier) {
        Reader reader = new Reader(offered, earlier);
        reader.think(answer.thought(), answer.end());
        reader.read(answer.rest());
        return reader.result();
    }

    /// One pass through one answer. Confined to one thread.
    private static final class Reader {
        private final OfferedCalls offered;
        private final int earlier;
        private final StringBuilder text = new StringBuilder();
        private final List<String> thoughts = new ArrayList<>();
        private final List<ToolCall> calls = new ArrayList<>();
        private Optional<ToolCall> doubt = Optional.empty();

        Reader(OfferedCalls offered, int earlier) {
            this.offered = offered;
            this.earlier = earlier;
        }

        void read(String raw) {
            Optional<List<WrittenCall>> whole = CallSyntax.whole(raw, offered);
            if (whole.isPresent()) {
                add(whole.get());
                return;
            }
            int from = 0;
            while (from < raw.length()) {
                Optional<Matcher> thought = Thoughts.next(raw, from);
                Optional<Matcher> call = CallSyntax.next(raw, from);
                int thoughtAt = thought.map(Matcher::start).orElse(raw.length());
                int callAt = call.map(Matcher::start).orElse(raw.length());
                text.append(raw, from, Math.min(thoughtAt, callAt));
                if (callAt < thoughtAt) {
                    CallSyntax.Read read = CallSyntax.read(call.orElseThrow(), raw, offered);
                    add(read.calls());
                    from = read.end();
                } else if (thought.isPresent()) {
                    Thoughts inside = Thoughts.behind(
                            thought.get().group(), raw, thought.get().end());
                    think(inside.thought(), inside.end());
                    from = raw.length() - inside.rest().length();
                } else {
                    from = raw.length();
                }
            }
        }

        private void add(List<WrittenCall> read) {
            for (WrittenCall call : read) {
                calls.add(call.made(nextId(), offered));
            }
        }

        /// Nine letters and digits, as Mistral's template wants them.
        private String nextId() {
            return "call%05d".formatted(earlier + calls.size());
        }

        /// A call in words that may be a thought or none leaves open whether it was made.
        void think(String thought, Thoughts.End end) {
            thoughts.add(thought.strip());
            if (end != Thoughts.End.CLOSED && doubt.isEmpty()) {
                Reader inside = new Reader(offered, earlier);
                inside.read(thought);
                doubt = inside.calls.stream()
                        .filter(call -> offered.tool(call.name()).isPresent())
                        .findFirst()
                        .map(call -> inDoubt(call, end == Thoughts.End.OPEN ? "never ends" : "nothing began"));
            }
        }

        private static ToolCall inDoubt(ToolCall call, String fault) {
            String reason = "A call of %s stands in a thought that %s.".formatted(call.name(), fault);
            return new ToolCall(call.id(), call.name(), new ToolCall.Arguments.Unparseable(reason));
        }

        WrittenCalls result() {
            List<String> said =
                    thoughts.stream().filter(part -> !part.isEmpty()).toList();
            Optional<ToolCall> last = doubt.map(call -> new ToolCall(nextId(), call.name(), call.arguments()));
            return new WrittenCalls(words(text), String.join("\n", said), calls, last);
        }
    }
}
