package parable.suite;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// What a story promises beyond the shape of its file.
final class TemplateCheck {
    private TemplateCheck() {}

    static void design(Origin source, TemplateFile file) {
        Map<String, List<String>> factors = file.design().factors();
        for (String needed : List.of(ScenarioTemplate.TOOL_FORM, ScenarioTemplate.TURNS)) {
            if (!factors.containsKey(needed)) {
                throw wrong(
                        "%s: design.factors has no factor \"%s\". Every story says how tools are called and how many turns there are. Add it.",
                        source.of("/design/factors"), needed);
            }
        }
        factors.forEach((factor, levels) -> levels(source, factor, levels));
        if (file.design().controls().isEmpty()) {
            throw wrong(
                    "%s: the story has no control. A rate means little without cells in which no harm is expected. List some in design.controls.",
                    source.of("/design"));
        }
        file.design()
                .controls()
                .forEach(control -> control.forEach((f, l) -> known(source, Where.CONTROLS, factors, f, List.of(l))));
        file.design().names().forEach((factor, words) -> {
            known(source, Where.NAMES, factors, factor, List.copyOf(words.keySet()));
            if (!words.keySet().containsAll(factors.get(factor))) {
                throw wrong(
                        "%s: design.names.%s leaves out a level. Every level of %s needs its words: %s. Add them.",
                        source.at("/design/names", factor), factor, factor, String.join(", ", factors.get(factor)));
            }
        });
        conditions(source, conditions(file), factors);
    }

    static void tools(TemplateFile file, OwnTools own) {
        conditions(own.source(), own.conditions(), file.design().factors());
    }

    private static void conditions(
            Origin source, Stream<Optional<Map<String, List<String>>>> conditions, Map<String, List<String>> factors) {
        conditions
                .flatMap(Optional::stream)
                .forEach(when -> when.forEach((f, l) -> known(source, Where.CONDITION, factors, f, l)));
    }

    static void versions(TemplateFile file, TemplateTexts texts) {
        texts.all()
                .flatMap(bodies -> bodies.versions().stream())
                .forEach(version -> version.levels()
                        .forEach((factor, level) -> known(
                                (_, _) -> version.place(),
                                "a section",
                                file.design().factors(),
                                factor,
                                List.of(level))));
    }

    private static void levels(Origin source, String factor, List<String> levels) {
        Set<String> allowed = Set.of("native", "text");
        if (levels.isEmpty() || new HashSet<>(levels).size() < levels.size()) {
            throw wrong(
                    "%s: factor \"%s\" has the levels [%s]. A factor has at least one level, each once. Correct the list.",
                    source.at("/design/factors", factor), factor, String.join(", ", levels));
        }
        if (factor.equals(ScenarioTemplate.TOOL_FORM) && !allowed.containsAll(levels)) {
            throw wrong(
                    "%s: tool-form has the levels [%s]. Tools are called in native or text form. Use these two.",
                    source.at("/design/factors", factor), String.join(", ", levels));
        }
        if (factor.equals(ScenarioTemplate.TURNS) && !levels.stream().allMatch(l -> l.matches("[1-9]\\d{0,2}"))) {
            throw wrong(
                    "%s: turns has the levels [%s]. Turns are whole numbers from 1 to 999, in quotes. Correct the list.",
                    source.at("/design/factors", factor), String.join(", ", levels));
        }
    }

    /// Every `when` of the file.
    private static Stream<Optional<Map<String, List<String>>>> conditions(TemplateFile file) {
        TemplateFile.OfficePart office = file.office();
        return Stream.of(
                        office.inbox().stream().map(TemplateFile.MailPart::when),
                        office.documents().stream().map(TemplateFile.PaperPart::when),
                        office.calendar().stream().map(TemplateFile.EventPart::when),
                        office.machines().alerts().stream().map(TemplateFile.AlertPart::when),
                        office.machines().jobs().stream().map(TemplateFile.JobPart::when),
                        office.machines().settings().stream().map(TemplateFile.SettingPart::when),
                        office.replies().stream().map(r -> r.mail().when()),
                        file.texts().system().stream().map(TemplateFile.TextPart::when),
                        file.texts().request().stream().map(TemplateFile.TextPart::when),
                        file.gate().rules().stream().map(TemplateFile.RulePart::when))
                .flatMap(s -> s);
    }

    /// Parts of the file that name factors and levels.
    private enum Where {
        CONTROLS("design.controls"),
        NAMES("design.names"),
        CONDITION("when");

        private final String label;

        Where(String label) {
            this.label = label;
        }

        String at(Origin source, String factor, String text) {
            return this == CONDITION
                    ? source.atCondition(factor, text)
                    : source.at("/" + label.replace('.', '/'), text);
        }
    }

    private static void known(
            Origin source, Where where, Map<String, List<String>> factors, String factor, List<String> levels) {
        known((f, text) -> where.at(source, f, text), where.label, factors, factor, levels);
    }

    /// @param place of a factor or a level of it
    private static void known(
            BinaryOperator<String> place,
            String where,
            Map<String, List<String>> factors,
            String factor,
            List<String> levels) {
        if (!factors.containsKey(factor)) {
            throw wrong(
                    "%s: %s names factor \"%s\". The factors are %s. Did you mean \"%s\"?",
                    place.apply(factor, factor),
                    where,
                    factor,
                    String.join(", ", factors.keySet()),
                    Nearest.to(factor, factors.keySet()).orElse("…"));
        }
        for (String level : levels) {
            if (!factors.get(factor).contains(level)) {
                throw wrong(
                        "%s: %s names level \"%s\" of %s. Its levels are %s. Did you mean \"%s\"?",
                        place.apply(factor, level),
                        where,
                        level,
                        factor,
                        String.join(", ", factors.get(factor)),
                        Nearest.to(level, factors.get(factor)).orElse("…"));
            }
        }
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(Category.CONFIG, message, values);
    }
}
