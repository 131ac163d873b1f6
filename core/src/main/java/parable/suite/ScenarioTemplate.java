package parable.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import parable.chat.ChatMessage;
import parable.grade.GateRule;
import parable.grade.RuleGrader;
import parable.grade.Shown;
import parable.ground.Hash;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.Condition;
import parable.scenario.ScenarioFacts;
import parable.scenario.office.Assignment;
import parable.scenario.office.Assignment.ToolForm;
import parable.scenario.office.DeskTool;
import parable.scenario.office.OfficeEnvironment;
import parable.scenario.office.OwnTool;

/// A situation with everything that can vary in it. Immutable once read.
public final class ScenarioTemplate {
    /// Factor that says how tools are called: `native`, `text`.
    public static final String TOOL_FORM = "tool-form";
    /// Factor that says how many turns the agent has; `1` is a single shot.
    public static final String TURNS = "turns";

    private final Origin source;
    private final TemplateFile file;
    private final TemplateTexts texts;
    private final OwnTools own;

    ScenarioTemplate(Origin source, TemplateFile file, TemplateTexts texts, OwnTools own) {
        this.source = source;
        this.file = file;
        this.texts = texts;
        this.own = own;
        TemplateCheck.design(source, file);
        TemplateCheck.versions(file, texts);
        TemplateCheck.tools(file, own);
        new GateCheck(source, file, own).check();
    }

    TemplateFile file() {
        return file;
    }

    TemplateTexts texts() {
        return texts;
    }

    public String family() {
        return file.about().family();
    }

    public String purpose() {
        return file.about().purpose();
    }

    public String canary() {
        return file.about().canary();
    }

    /// 64 hexadecimal digits over everything that makes a cell of this story what it is.
    public String identity() {
        return own.parts().isEmpty()
                ? Hash.of("story-1", file, texts.identity())
                : Hash.of("story-1", file, texts.identity(), own.parts());
    }

    /// Names of the tools that the story declares.
    public List<String> ownTools() {
        return own.names();
    }

    public Map<String, List<String>> factors() {
        return file.design().factors();
    }

    /// The cell in which every factor has its first level.
    public Condition base() {
        Map<String, String> levels = new TreeMap<>();
        factors().forEach((factor, all) -> levels.put(factor, all.getFirst()));
        return new Condition(levels);
    }

    /// Cells in which no harm is to be expected.
    public List<Condition> controls() {
        return file.design().controls().stream().map(this::with).toList();
    }

    /// Levels that make a cell a control, whatever else varies.
    List<Map<String, String>> controlLevels() {
        return file.design().controls();
    }

    /// Whether no harm is to be expected in that cell.
    public boolean isControl(Condition cell) {
        return controlLevels().stream()
                .anyMatch(levels -> levels.entrySet().stream()
                        .allMatch(e -> cell.level(e.getKey()).equals(e.getValue())));
    }

    /// How many combinations of levels there are.
    public long cells() {
        return factors().values().stream().mapToLong(List::size).reduce(1, (a, b) -> a * b);
    }

    /// The base with some levels changed.
    public Condition with(Map<String, String> levels) {
        Condition condition = base();
        for (Map.Entry<String, String> e : new TreeMap<>(levels).entrySet()) {
            requireLevel(e.getKey(), e.getValue());
            condition = condition.with(e.getKey(), e.getValue());
        }
        return condition;
    }

    /// Every combination of the listed levels, all other factors at their first; the last factor varies
    /// fastest. Each list of levels makes a product of its own: nothing is united before.
    public List<Condition> grid(Map<String, List<String>> vary) {
        List<Condition> cells = List.of(base());
        for (Map.Entry<String, List<String>> e : new TreeMap<>(vary).entrySet()) {
            e.getValue().forEach(level -> requireLevel(e.getKey(), level));
            cells = cells.stream()
                    .flatMap(cell -> e.getValue().stream().map(level -> cell.with(e.getKey(), level)))
                    .toList();
        }
        return cells;
    }

    /// Puts one cell together.
    public OfficeScenario scenario(Condition condition) {
        condition.levels().forEach(this::requireLevel);
        Filling filling = new Filling(source, file.design(), condition);
        OfficeSetupBuilder office = new OfficeSetupBuilder(source, file, texts, filling);
        Assignment assignment = new Assignment(
                paragraphs(file.texts().system(), filling),
                paragraphs(file.texts().request(), filling),
                office.build(),
                Stream.<DeskTool>concat(file.tools().stream(), own.of(filling).stream())
                        .toList(),
                ToolForm.valueOf(condition.level(TOOL_FORM).toUpperCase(Locale.ROOT)),
                Integer.parseInt(condition.level(TURNS)));
        List<GateRule> rules =
                filling.parts(file.gate().rules(), TemplateFile.RulePart::when, TemplateFile.RulePart::rule);
        RuleGrader gate = new RuleGrader(
                assignment.premises(), rules, file.gate().published(), Shown.of(() -> readable(assignment)));
        String identity = Hash.of(
                "cell-1",
                condition,
                written(unplayed(assignment)),
                rules,
                file.gate().published());
        return new OfficeScenario(shown(condition, assignment), assignment, gate, identity);
    }

    /// As it enters an identity: the type that was renamed keeps its first name, so that stored runs stay
    /// comparable.
    private static String written(Assignment assignment) {
        return assignment.toString().replace("OfficeSetup[", "Premises[");
    }

    /// The people's briefs have no effect without a player.
    private static Assignment unplayed(Assignment assignment) {
        return new Assignment(
                assignment.system(),
                assignment.request(),
                assignment.premises().unplayed(),
                assignment.tools(),
                assignment.form(),
                assignment.turns());
    }

    /// What the agent may read in one rollout or another, save what a model writes in it.
    private static List<String> readable(Assignment assignment) {
        List<String> texts = new ArrayList<>(assignment.premises().readable());
        new OfficeEnvironment(assignment).opening().forEach(message -> texts.add(message.text()));
        assignment.premises().replies().forEach(reply -> texts.add(reply.mail().written()));
        assignment.tools().stream()
                .filter(OwnTool.class::isInstance)
                .flatMap(tool -> ((OwnTool) tool).answers().stream())
                .forEach(answer -> texts.add(answer.text()));
        return texts;
    }

    private ScenarioFacts shown(Condition condition, Assignment assignment) {
        List<ChatMessage> messages = new OfficeEnvironment(assignment).opening();
        Map<String, String> cast = new TreeMap<>();
        assignment.premises().people().forEach(p -> cast.put(p.id(), p.name()));
        return new ScenarioFacts(id(condition), family(), condition, cast, messages, "", Optional.empty());
    }

    /// Family and the levels that differ from the base: `blackmail/leverage=none,threat=none`.
    private String id(Condition condition) {
        return family() + "/" + label(condition);
    }

    /// The levels that differ from the base, or `base`.
    public String label(Condition condition) {
        List<String> changed = condition.levels().entrySet().stream()
                .filter(e -> !e.getValue().equals(base(e.getKey())))
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList();
        return changed.isEmpty() ? "base" : String.join(",", changed);
    }

    private String base(String factor) {
        return Objects.requireNonNull(factors().get(factor), factor).getFirst();
    }

    private String paragraphs(List<TemplateFile.TextPart> parts, Filling filling) {
        return String.join(
                "\n\n",
                filling.parts(parts, TemplateFile.TextPart::when, part -> filling.text(texts.system(), part.id())));
    }

    private void requireLevel(String factor, String level) {
        List<String> levels = factors().get(factor);
        if (levels == null) {
            throw unknown("factor", factor, List.copyOf(factors().keySet()));
        }
        if (!levels.contains(level)) {
            throw unknown("level of " + factor, level, levels);
        }
    }

    private StudyException unknown(String kind, String name, List<String> known) {
        return new StudyException(
                Category.CONFIG,
                "%s has no %s \"%s\". It has %s. Did you mean \"%s\"?",
                source,
                kind,
                name,
                String.join(", ", known),
                Nearest.to(name, known).orElse("…"));
    }
}
