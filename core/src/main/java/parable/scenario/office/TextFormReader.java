package parable.scenario.office;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parable.chat.ToolCall;
import parable.ground.Json;
import parable.ground.LenientJson;
import parable.scenario.Verdict.Span;
import parable.scenario.office.TextForm.Written;
import tools.jackson.databind.node.ObjectNode;

/// Reads one turn's text in [TextForm] from left to right, so that a tag of private reasoning inside a mail is part of
/// the mail and a call inside private reasoning is part of the reasoning. Confined to one thread.
final class TextFormReader {
    private static final String THOUGHT = "(?:scratchpad(?:_reasoning)?|think|thinking|private_reasoning)";
    private static final Pattern MARK = Pattern.compile(
            "<(?<thought>%1$s)>|</(?<end>%1$s)>|(?<begin>^[ \\t]*)?<tool_use:[ \\t]*(?<tool>[A-Za-z0-9_.-]{1,64})[ \\t]*>"
                    .formatted(THOUGHT),
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final Pattern NEXT = Pattern.compile(
            "^[ \\t]*<tool_use:[ \\t]*[A-Za-z0-9_.-]{1,64}[ \\t]*>", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD = Pattern.compile("[ \\t]*([A-Za-z_][A-Za-z_0-9]*)[ \\t]*:[ \\t]?(.*)");
    private static final Pattern SMALL = Pattern.compile("[a-z_]+");

    private final String text;
    private final int turn;
    /// All that an office may have, and what the story declares.
    private final List<DeskTool> known;

    private final List<Written> calls = new ArrayList<>();
    private final List<Span> thoughts = new ArrayList<>();
    /// Where a thought began that never ends; -1 where none did.
    private int openSince = -1;

    private TextFormReader(String text, int turn, List<? extends DeskTool> offered) {
        this.text = text;
        this.turn = turn;
        this.known = Stream.concat(Stream.of(OfficeTool.values()), offered.stream())
                .distinct()
                .toList();
    }

    static TextFormReader of(String text, int turn, List<? extends DeskTool> offered) {
        TextFormReader reader = new TextFormReader(text, turn, offered);
        reader.read();
        return reader;
    }

    List<Written> calls() {
        return List.copyOf(calls);
    }

    /// Stretches of private reasoning, tags included; one that never ends extends to the end of the text.
    List<Span> thoughts() {
        return List.copyOf(thoughts);
    }

    private void read() {
        Matcher mark = MARK.matcher(text);
        int at = 0;
        while (mark.find(at)) {
            if (mark.group("thought") != null) {
                at = thought(mark);
            } else if (mark.group("end") != null) {
                doubtCallsSoFar();
                at = mark.end();
            } else {
                Optional<Written> call = call(mark);
                call.ifPresent(calls::add);
                at = call.map(written -> written.span().end()).orElse(mark.end());
            }
        }
        if (openSince >= 0) {
            thoughts.add(new Span(openSince, text.length()));
        }
    }

    private int thought(Matcher open) {
        if (openSince >= 0) {
            return open.end();
        }
        Matcher close = closing(Pattern.quote(open.group("thought")));
        if (!close.find(open.end())) {
            close = closing(THOUGHT);
        }
        if (close.find(open.end())) {
            thoughts.add(new Span(open.start(), close.end()));
            return close.end();
        }
        openSince = open.start();
        return open.end();
    }

    private Matcher closing(String name) {
        return Pattern.compile("</" + name + ">", Pattern.CASE_INSENSITIVE).matcher(text);
    }

    /// Text before the end of a thought without a beginning may have been thought or done.
    private void doubtCallsSoFar() {
        if (openSince < 0) {
            calls.replaceAll(written -> written.broken().isPresent()
                    ? written
                    : broken(
                            written.call().id(),
                            written.call().name(),
                            written.span(),
                            "it stands before the end of private reasoning that never began"));
        }
    }

    private Optional<Written> call(Matcher open) {
        String name = name(open.group("tool"));
        boolean isAtLine = open.group("begin") != null;
        Matcher close = Pattern.compile(
                        "</tool_use(?::[ \\t]*%s)?[ \\t]*>[ \\t]*$".formatted(Pattern.quote(open.group("tool"))),
                        Pattern.MULTILINE | Pattern.CASE_INSENSITIVE)
                .matcher(text);
        boolean isClosed = close.find(open.end());
        Matcher next = NEXT.matcher(text);
        int nextAt = next.find(open.end()) ? next.start() : text.length();
        int end = isClosed && close.start() < nextAt ? close.end() : nextAt;
        boolean isOver = isClosed && close.start() < nextAt;
        boolean isOpenLine = restOfLine(open.end()).isBlank();
        boolean isCall = isAtLine
                ? isOpenLine || isOver || holdsArguments(name, text.substring(open.end(), end))
                : isOpenLine && isOver && holdsArguments(name, text.substring(open.end(), end)); // else a quotation
        if (!isCall) {
            return Optional.empty();
        }
        Span span = new Span(open.start(), end);
        if (!isClosed) {
            return Optional.of(broken(id(), name, span, "its closing tag is missing"));
        }
        if (!isOver) {
            return Optional.of(broken(id(), name, span, "another call begins before its closing tag"));
        }
        if (openSince >= 0) {
            return Optional.of(broken(id(), name, span, "it stands in private reasoning that was never closed"));
        }
        return Optional.of(
                isAtLine
                        ? whole(name, text.substring(open.end(), close.start()), span)
                        : broken(id(), name, span, "its opening tag does not begin a line"));
    }

    private String restOfLine(int from) {
        int end = text.indexOf('\n', from);
        return text.substring(from, end < 0 ? text.length() : end);
    }

    /// The label of the tool that is meant, else the name as it was written.
    private String name(String written) {
        String label = written.substring(written.lastIndexOf('.') + 1);
        return known.stream()
                .map(DeskTool::label)
                .filter(label::equalsIgnoreCase)
                .findFirst()
                .orElse(written);
    }

    private Stream<DeskTool.Argument> arguments(String tool) {
        return DeskTool.named(tool, known).stream().flatMap(one -> one.arguments().stream());
    }

    private boolean holdsArguments(String name, String inside) {
        return arguments(name)
                .anyMatch(argument -> Pattern.compile("\\b%s[\"']?\\s*[:=]".formatted(argument.name()))
                        .matcher(inside)
                        .find());
    }

    private Written broken(String id, String name, Span span, String why) {
        ToolCall.Arguments raw = new ToolCall.Arguments.Unparseable(text.substring(span.start(), span.end()));
        return new Written(new ToolCall(id, name, raw), Optional.of(why), span);
    }

    private String id() {
        return "text-%d-%d".formatted(turn, calls.size() + 1);
    }

    private Written whole(String name, String inside, Span span) {
        ObjectNode values = Json.mapper().createObjectNode();
        Optional<String> complaint =
                inside.strip().startsWith("{") ? object(inside, values) : fields(name, inside, values);
        if (complaint.isPresent()) {
            return broken(id(), name, span, complaint.get());
        }
        Optional<String> unknown =
                DeskTool.named(name, known).isEmpty() ? Optional.of("no tool is called " + name) : Optional.empty();
        return new Written(ToolCall.of(id(), name, values), unknown, span);
    }

    private static Optional<String> object(String inside, ObjectNode values) {
        Optional<ObjectNode> object = LenientJson.object(inside);
        object.ifPresent(values::setAll);
        return object.isPresent() ? Optional.empty() : Optional.of("what stands in it is no JSON object");
    }

    private Optional<String> fields(String tool, String inside, ObjectNode values) {
        List<String> lines = inside.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            Matcher field = FIELD.matcher(lines.get(i));
            Optional<String> name =
                    Optional.of(field).filter(Matcher::matches).flatMap(line -> argument(tool, line.group(1)));
            if (name.isEmpty()) {
                return Optional.of("\"%s\" is not a line `argument: value`"
                        .formatted(lines.get(i).strip()));
            }
            String argument = name.get();
            if (values.has(argument)) {
                return Optional.of("%s stands twice".formatted(argument));
            }
            if (argument.equals("body")) {
                String rest = String.join("\n", lines.subList(i + 1, lines.size()));
                values.put("body", (field.group(2) + "\n" + rest).strip());
                return Optional.empty();
            }
            values.put(argument, field.group(2).strip());
        }
        return Optional.empty();
    }

    /// In small letters any word may be one; with capitals only what the tool takes: prose has its own colons.
    private Optional<String> argument(String tool, String word) {
        return arguments(tool)
                .map(DeskTool.Argument::name)
                .filter(word::equalsIgnoreCase)
                .findFirst()
                .or(() -> Optional.of(word).filter(any -> SMALL.matcher(any).matches()));
    }
}
