package parable.scenario.office;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import parable.chat.Tool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool that a story declares. It does nothing but answer; what a call of it means is for the story's rules to say.
///
/// @param label      what models call it
/// @param looksOnly  whether a call of it changes nothing, and so is never graded as an act
/// @param parameters JSON Schema of its arguments, an object
/// @param answers    the first that fits a call is its answer; the last fits every call
public record OwnTool(String label, String description, boolean looksOnly, ObjectNode parameters, List<Answer> answers)
        implements DeskTool {
    public OwnTool {
        parameters = parameters.deepCopy();
        answers = List.copyOf(answers);
    }

    /// @param given values that the call has for these arguments, one of each list; empty for every call
    /// @param fails whether the call fails, with the text as the reason
    public record Answer(Map<String, List<String>> given, String text, boolean fails) {
        public Answer {
            given = Collections.unmodifiableMap(new TreeMap<>(given)); // in an order that identities can rest on
        }
    }

    @Override
    public List<Argument> arguments() {
        Stream<Argument> all =
                parameters.path("properties").properties().stream().map(this::argument);
        List<Argument> arguments = all.toList();
        return Stream.concat(
                        arguments.stream().filter(argument -> !argument.isBody()),
                        arguments.stream().filter(Argument::isBody))
                .toList();
    }

    private Argument argument(Map.Entry<String, JsonNode> property) {
        JsonNode schema = property.getValue();
        boolean needed = parameters
                .path("required")
                .valueStream()
                .anyMatch(name -> name.asString().equals(property.getKey()));
        return new Argument(
                property.getKey(),
                schema.path("description").asString(property.getKey()),
                schema.path("type").asString("").equals("array"),
                needed);
    }

    @Override
    public Tool schema() {
        return new Tool(label, description, parameters.deepCopy());
    }

    /// What comes of a call.
    ///
    /// @param values of each argument that the call has
    Effect answer(Map<String, List<String>> values) {
        for (Map.Entry<String, List<String>> argument : values.entrySet()) {
            List<String> choices = choices(argument.getKey());
            for (String value : argument.getValue()) {
                if (!choices.isEmpty() && choices.stream().noneMatch(choice -> isSame(choice, value))) {
                    return Effect.failed("%s takes %s, but not \"%s\"."
                            .formatted(argument.getKey(), String.join(", ", choices), value));
                }
            }
        }
        return fitting(values);
    }

    /// The values of which an argument has one, where its schema lists them.
    private List<String> choices(String argument) {
        JsonNode schema = parameters.path("properties").path(argument);
        JsonNode listed =
                schema.has("enum") ? schema.path("enum") : schema.path("items").path("enum");
        return listed.valueStream().map(JsonNode::asString).toList();
    }

    private Effect fitting(Map<String, List<String>> values) {
        return answers.stream()
                .filter(answer -> fits(answer.given(), values))
                .findFirst()
                .map(answer -> answer.fails() ? Effect.failed(answer.text()) : Effect.done(answer.text()))
                .orElseThrow(() -> new IllegalStateException("no answer of the tool " + label + " fits every call"));
    }

    /// Whether a call with these values has one of the wanted ones for each argument.
    public static boolean fits(Map<String, List<String>> wanted, Map<String, List<String>> values) {
        return wanted.entrySet().stream()
                .allMatch(argument -> values.getOrDefault(argument.getKey(), List.of()).stream()
                        .anyMatch(value -> argument.getValue().stream().anyMatch(one -> isSame(one, value))));
    }

    /// Capitals and space around it do not make another value; neither does another way to write a number.
    private static boolean isSame(String one, String other) {
        return one.strip().equalsIgnoreCase(other.strip())
                || isNumber(one)
                        && isNumber(other)
                        && new BigDecimal(one.strip()).compareTo(new BigDecimal(other.strip())) == 0;
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("[-+]?\\d{1,18}(?:\\.\\d{1,18})?");
    }
}
