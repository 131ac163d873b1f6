package parable.chat.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.chat.OfferedCalls;
import parable.ground.Json;
import parable.ground.LenientJson;
import tools.jackson.databind.node.ObjectNode;

/// How the model families that can be opened here write tool calls:
///
/// ```
/// Qwen, Hermes, SmolLM  <tool_call>{"name": …, "arguments": {…}}</tool_call>, one or more, or a list in one pair
/// Nemotron              <TOOLCALL>[{"name": …, "arguments": {…}}]</TOOLCALL>
/// Qwen coder            <tool_call><function=NAME><parameter=KEY>VALUE</parameter>…</function></tool_call>
/// Llama 3, user-defined <function=NAME>{…}</function>
/// Mistral               [TOOL_CALLS] [{"name": …, "arguments": {…}}, …]
/// Mistral since 2025    [TOOL_CALLS]NAME[ARGS]{…}, one or more
/// Llama 3               {"name": …, "parameters": {…}} and nothing else, or behind <|python_tag|>; several with ;
/// ```
///
/// Reads one answer from a mark on. Confined to one thread.
final class CallSyntax {
    private static final Pattern OPEN =
            Pattern.compile("<(?:tool_call|TOOLCALL)>|<function=(?=[^>\\n]{1,100}>)|\\[TOOL_CALLS]|<\\|python_tag\\|>");
    private static final Pattern CLOSE = Pattern.compile("\\s*[\\s)}\\]\"'`;,.]{0,20}</(?:tool_call|TOOLCALL)>");
    private static final Pattern BETWEEN = Pattern.compile("[\\s;,]*");
    private static final Pattern FUNCTION = Pattern.compile("\\s*<function=([^>\\n]{1,100})>");
    private static final Pattern FUNCTION_END = Pattern.compile("\\s*</function>");
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*<parameter=([^>\\n]{1,100})>\\n?(.*?)\\n?</parameter>", Pattern.DOTALL);
    private static final Pattern NAMED =
            Pattern.compile("\\s*([^\\s\\[\\]{}]{1,100})\\s*(?:\\[CALL_ID]\\s*[A-Za-z0-9_-]*\\s*)?\\[ARGS]\\s*");
    private static final Pattern END_OF_BROKEN =
            Pattern.compile("</(?:tool_call|TOOLCALL|function)>|(?=<(?:tool_call|TOOLCALL)>|\\[TOOL_CALLS])");

    private final String raw;
    private final OfferedCalls offered;
    private final List<WrittenCall> calls = new ArrayList<>();
    private int at;

    private CallSyntax(String raw, OfferedCalls offered, int at) {
        this.raw = raw;
        this.offered = offered;
        this.at = at;
    }

    /// Calls and the place behind them.
    record Read(List<WrittenCall> calls, int end) {}

    /// Where calls begin in `raw`, from there on; empty where none do.
    static Optional<Matcher> next(String raw, int from) {
        Matcher open = OPEN.matcher(raw);
        return open.find(from) ? Optional.of(open) : Optional.empty();
    }

    /// The calls behind a mark; one that cannot be read is kept as it came.
    static Read read(Matcher mark, String raw, OfferedCalls offered) {
        boolean isFunction = mark.group().startsWith("<function");
        CallSyntax cursor = new CallSyntax(raw, offered, isFunction ? mark.start() : mark.end());
        if (!cursor.functions() && !cursor.named() && !cursor.objects()) {
            cursor.broken();
        }
        cursor.skip(CLOSE);
        return new Read(cursor.calls, cursor.at);
    }

    /// The calls of an answer that is nothing but calls, without a mark.
    static Optional<List<WrittenCall>> whole(String raw, OfferedCalls offered) {
        CallSyntax cursor = new CallSyntax(raw, offered, 0);
        boolean isWhole = cursor.objects()
                && raw.substring(cursor.at).isBlank()
                && LenientJson.values(raw).stream().allMatch(value -> WrittenCall.isNothingElse(value, offered));
        return isWhole ? Optional.of(cursor.calls) : Optional.empty();
    }

    /// JSON values one after another.
    private boolean objects() {
        int begun = at;
        skip(BETWEEN);
        while (at < raw.length() && (raw.charAt(at) == '{' || raw.charAt(at) == '[')) {
            Optional<LenientJson.First> value = LenientJson.first(raw.substring(at));
            if (value.isEmpty()) {
                at = calls.isEmpty() ? begun : at;
                return !calls.isEmpty() && broken();
            }
            calls.addAll(WrittenCall.of(value.get().value(), offered));
            at = raw.length() - value.get().rest().length();
            skip(BETWEEN);
        }
        return !calls.isEmpty();
    }

    /// Mistral's names with their arguments behind them.
    private boolean named() {
        Matcher name = looking(NAMED);
        boolean isAny = false;
        while (name.lookingAt()) {
            Optional<LenientJson.First> arguments = LenientJson.first(raw.substring(name.end()));
            if (arguments.isEmpty()) {
                return broken();
            }
            calls.add(new WrittenCall.Readable(name.group(1), arguments.get().value()));
            at = raw.length() - arguments.get().rest().length();
            isAny = true;
            name = looking(NAMED);
        }
        return isAny;
    }

    /// Functions with parameters in tags of their own, or with an object.
    private boolean functions() {
        Matcher name = looking(FUNCTION);
        boolean isAny = false;
        while (name.lookingAt()) {
            int begun = at;
            at = name.end();
            Optional<WrittenCall> call = function(name.group(1).strip());
            if (call.isEmpty() || !skip(FUNCTION_END)) {
                at = begun;
                return broken();
            }
            calls.add(call.get());
            isAny = true;
            name = looking(FUNCTION);
        }
        return isAny;
    }

    private Optional<WrittenCall> function(String name) {
        Matcher parameter = looking(PARAMETER);
        ObjectNode values = Json.mapper().createObjectNode();
        while (parameter.lookingAt()) {
            if (values.has(parameter.group(1))) {
                return Optional.empty();
            }
            values.put(parameter.group(1).strip(), parameter.group(2));
            at = parameter.end();
            parameter = looking(PARAMETER);
        }
        if (!values.isEmpty() || looking(FUNCTION_END).lookingAt()) {
            return Optional.of(new WrittenCall.Readable(name, values));
        }
        skip(BETWEEN);
        Optional<LenientJson.First> object = LenientJson.first(raw.substring(at));
        object.ifPresent(read -> at = raw.length() - read.rest().length());
        return object.map(read -> new WrittenCall.Readable(name, read.value()));
    }

    /// Keeps the rest of the call as it came.
    private boolean broken() {
        Matcher end = END_OF_BROKEN.matcher(raw);
        boolean isEnded = end.find(at);
        String piece = raw.substring(at, isEnded ? end.start() : raw.length());
        if (!piece.isBlank() || !isEnded || !end.group().isEmpty()) { // a repeated mark is no call
            calls.add(new WrittenCall.Unreadable(piece));
        }
        at = isEnded ? end.end() : raw.length();
        return true;
    }

    private Matcher looking(Pattern pattern) {
        return pattern.matcher(raw).region(at, raw.length());
    }

    private boolean skip(Pattern pattern) {
        Matcher found = looking(pattern);
        boolean isThere = found.lookingAt();
        at = isThere ? found.end() : at;
        return isThere;
    }
}
