package parable.suite;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.office.OfficeTool;
import parable.scenario.office.OwnTool;
import parable.suite.ToolsFile.ReturnPart;
import parable.suite.ToolsFile.ToolPart;
import tools.jackson.databind.JsonNode;

/// The tools that a story declares, checked.
///
/// @param source the file that declares them
/// @param place  of their list in the file, such as `/tools`
record OwnTools(Origin source, String place, List<ToolPart> parts) {
    OwnTools {
        parts = List.copyOf(parts);
        for (int i = 0; i < parts.size(); i++) {
            check(source, place + "/" + i, parts.get(i));
        }
    }

    /// The names of the arguments of the tool in all its declarations.
    Optional<List<String>> arguments(String tool) {
        List<ToolPart> called =
                parts.stream().filter(part -> part.name().equals(tool)).toList();
        return called.isEmpty()
                ? Optional.empty()
                : Optional.of(called.stream()
                        .flatMap(part -> properties(part).stream())
                        .distinct()
                        .toList());
    }

    List<String> names() {
        return parts.stream().map(ToolPart::name).distinct().toList();
    }

    /// Every `when`.
    Stream<Optional<Map<String, List<String>>>> conditions() {
        return parts.stream()
                .flatMap(part -> Stream.concat(
                        Stream.of(part.when()), part.returns().stream().map(ReturnPart::when)));
    }

    /// The tools of one cell.
    List<OwnTool> of(Filling filling) {
        List<OwnTool> tools = filling.parts(parts, ToolPart::when, Function.identity()).stream()
                .map(part -> tool(part, filling))
                .toList();
        Set<String> seen = new HashSet<>();
        tools.stream().filter(tool -> !seen.add(tool.label())).findFirst().ifPresent(twice -> {
            throw wrong(
                    "%s: two tools of one cell are called \"%s\". Give one another name, or another `when`.",
                    source.at(place, twice.label()), twice.label());
        });
        return tools;
    }

    private OwnTool tool(ToolPart part, Filling filling) {
        List<ReturnPart> returns = filling.parts(part.returns(), ReturnPart::when, Function.identity());
        if (returns.isEmpty() || returns.getLast().given().isPresent()) {
            throw wrong(
                    "%s: in a cell of the story a call of %s may return nothing, because its last return has a `given`, or a"
                            + " `when` leaves none. Let the last one fit every call.",
                    source.at(place, part.name()), part.name());
        }
        return new OwnTool(
                part.name(),
                filling.fill(part.description(), source),
                part.looks().orElse(false),
                part.parameters(),
                returns.stream()
                        .map(one -> new OwnTool.Answer(
                                one.given().orElse(Map.of()),
                                filling.fill(one.text().or(one::error).orElseThrow(), source),
                                one.error().isPresent()))
                        .toList());
    }

    private static void check(Origin source, String at, ToolPart part) {
        if (Stream.of(OfficeTool.values()).anyMatch(tool -> tool.label().equals(part.name()))) {
            throw wrong(
                    "%s: every office has a tool \"%s\" already. Give yours another name.",
                    source.at(at, part.name()), part.name());
        }
        new ArgumentSchema(source, at + "/parameters", part.parameters()).check();
        List<String> known = properties(part);
        part.returns().stream()
                .flatMap(one -> one.given().stream())
                .flatMap(given -> given.keySet().stream())
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong(
                            "%s: `given` names the argument \"%s\", which %s does not have. It has: %s. Did you mean \"%s\"?",
                            source.at(at + "/returns", name),
                            name,
                            part.name(),
                            String.join(", ", known),
                            Nearest.to(name, known).orElse("…"));
                });
    }

    private static List<String> properties(ToolPart part) {
        JsonNode properties = part.parameters().path("properties");
        return List.copyOf(properties.propertyNames());
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(Category.CONFIG, message, values);
    }
}
