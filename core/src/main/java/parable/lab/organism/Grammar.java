package parable.lab.organism;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parable.ground.RandomStream;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Yaml;

/// Rules with weighted, guarded alternatives, parsed once and expanded many times.
///
/// A grammar is checked whole when it is loaded: every name is known, every rule and alternative can be reached
/// from a root, every rule has an alternative in every cell in which it can be called, and every slot is one
/// that the root's scenes fill. What loads therefore cannot fail to expand.
///
/// Immutable once loaded; safe to share between threads.
final class Grammar {
    /// Parts the pieces of mail in an expanded mailbox; no word of the language.
    static final String STROKE = "/";

    /// A rule that code expands, with the slots that its scenes fill and the cells in which it is expanded.
    record Root(String rule, Set<Slot> slots, List<Cell> cells) {}

    /// What one grammar file holds: rule, guard, lines of alternatives.
    private record GrammarFile(Map<String, Map<String, String>> rules) {}

    private record Source(String file, Map<String, String> guarded) {}

    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new HashMap<>();
    private final Map<String, List<String>> tables;
    private final SortedSet<String> words = new TreeSet<>();

    private Grammar(Map<String, List<String>> tables) {
        this.tables = tables;
    }

    /// @param files  YAML text by file name
    /// @param tables lists that `{any …}` draws from
    /// @throws StudyException of category CONFIG naming the file, the rule and the slot or cell at fault
    static Grammar load(Map<String, String> files, Map<String, List<String>> tables, Collection<Root> roots) {
        Grammar grammar = new Grammar(new TreeMap<>(tables));
        files.forEach(grammar::read);
        Reach reach = new Reach();
        for (Root root : roots) {
            Rule rule = grammar.rule("the list of roots", root.rule(), Map.of());
            root.cells().forEach(cell -> reach.visit(rule, cell, root, new HashSet<>()));
        }
        grammar.complainOfUnreached(reach);
        grammar.words.addAll(reach.words);
        return grammar;
    }

    /// Every word of a template or a drawn list, sorted; slots are filled from elsewhere.
    SortedSet<String> words() {
        return words;
    }

    /// The text of `root` for this scene, words parted by single spaces.
    String expand(String root, Scene scene, RandomStream random) {
        Expansion expansion = new Expansion(scene, random);
        Rule rule = rules.get(root);
        if (rule == null) {
            throw new IllegalArgumentException("no root is called \"%s\"; declare it when loading".formatted(root));
        }
        expansion.call(rule, false);
        return expansion.out.toString();
    }

    private void read(String file, String text) {
        Yaml.read(text, file, GrammarFile.class).rules().forEach((name, guarded) -> {
            if (Slot.of(name).isPresent()) {
                throw new StudyException(
                        Category.CONFIG, "%s: rule %s has the name of a slot. Rename the rule.", file, name);
            }
            Source earlier = sources.put(name, new Source(file, guarded));
            if (earlier != null) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s: rule %s is also in %s. A rule has one place. Rename or remove one.",
                        file,
                        name,
                        earlier.file());
            }
        });
    }

    /// Parses a rule when it is first asked for; under a renaming it is another rule.
    private Rule rule(String asker, String name, Map<Slot, Slot> renaming) {
        Source source = sources.get(name);
        if (source == null) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s refers to {%s}, which is neither a slot nor a rule. Correct the name or write the rule.",
                    asker,
                    name);
        }
        String key = renaming.isEmpty() ? name : name + new TreeMap<>(renaming);
        Rule known = rules.get(key);
        if (known != null) {
            return known;
        }
        Rule rule = new Rule(name, source.file());
        rules.put(key, rule);
        source.guarded().forEach((guard, lines) -> parse(rule, guard, lines, renaming));
        rule.compile();
        return rule;
    }

    private void parse(Rule rule, String guard, String lines, Map<Slot, Slot> renaming) {
        String place = "%s: rule %s (%s)".formatted(rule.file(), rule.name(), guard);
        if (!guard.equals("always") && !Arrays.stream(guard.split("[ /]")).allMatch(Cell::isFeature)) {
            throw new StudyException(
                    Category.CONFIG, "%s has a guard with an unknown feature. Use always or features of Cell.", place);
        }
        if (lines.isBlank()) {
            throw new StudyException(
                    Category.CONFIG, "%s has no alternative. Write one a line; \"-\" is empty text.", place);
        }
        lines.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> rule.add(
                        new TemplateParser(place, line, renaming, tables, (name, inner) -> rule(place, name, inner))
                                .alternative(guard)));
    }

    private void complainOfUnreached(Reach reach) {
        Set<String> reached = new HashSet<>();
        reach.rules.forEach(rule -> reached.add(rule.name()));
        sources.forEach((name, source) -> {
            if (!reached.contains(name)) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s: rule %s is never reached from a root. Refer to it or remove it.",
                        source.file(),
                        name);
            }
        });
        reach.rules.forEach(rule -> rule.alternatives().forEach(alternative -> {
            if (!reach.bodies.containsKey(alternative.body())) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s: rule %s is never called where its guard \"%s\" holds. Correct or remove that guard.",
                        rule.file(),
                        rule.name(),
                        alternative.guard());
            }
        }));
    }

    /// Walks everything that can be expanded.
    private static final class Reach {
        private final Set<Rule> rules = new HashSet<>();
        private final Map<Node, Boolean> bodies = new IdentityHashMap<>();
        private final SortedSet<String> words = new TreeSet<>();

        void visit(Rule rule, Cell cell, Root root, Set<Rule> seen) {
            if (!seen.add(rule)) {
                return;
            }
            rules.add(rule);
            if (rule.open(cell).length == 0) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s: rule %s has no alternative for (%s), where root %s calls it. Write one, or \"-\".",
                        rule.file(),
                        rule.name(),
                        cell,
                        root.rule());
            }
            for (Node body : rule.open(cell)) {
                bodies.put(body, true);
                visit(body, rule, cell, root, seen);
            }
        }

        private void visit(Node node, Rule rule, Cell cell, Root root, Set<Rule> seen) {
            switch (node) {
                case Node.Word(var text) -> add(text);
                case Node.Draw(var table) -> table.forEach(this::add);
                case Node.Call(var called, var _) -> visit(called, cell, root, seen);
                case Node.Perhaps(var _, var body) -> visit(body, rule, cell, root, seen);
                case Node.Choice(var options) -> options.forEach(o -> visit(o, rule, cell, root, seen));
                case Node.Sequence(var parts) -> parts.forEach(p -> visit(p, rule, cell, root, seen));
                case Node.Fill(var slot) -> {
                    if (!root.slots().contains(slot)) {
                        throw new StudyException(
                                Category.CONFIG,
                                "%s: rule %s uses {%s}, which scenes of root %s leave empty. Use another slot.",
                                rule.file(),
                                rule.name(),
                                slot.label(),
                                root.rule());
                    }
                }
            }
        }

        private void add(String text) {
            for (String word : text.split(" ")) {
                if (!word.equals(STROKE)) {
                    words.add(word);
                }
            }
        }
    }

    /// One text in the making.
    private static final class Expansion {
        private final Scene scene;
        private final RandomStream random;
        private final StringBuilder out = new StringBuilder(400);
        /// Alternatives already used, as bits, of the rules that are called for different ones.
        private final Map<Rule, Long> used = new HashMap<>();

        Expansion(Scene scene, RandomStream random) {
            this.scene = scene;
            this.random = random;
        }

        void call(Rule rule, boolean different) {
            int chosen = rule.draw(scene.cell(), random);
            while (different && (used.getOrDefault(rule, 0L) >> chosen & 1) == 1) {
                chosen = rule.draw(scene.cell(), random);
            }
            if (rule.isRepeated()) {
                used.merge(rule, 1L << chosen, (a, b) -> a | b);
            }
            write(rule.open(scene.cell())[chosen]);
        }

        private void write(Node node) {
            switch (node) {
                case Node.Word(var text) -> append(text);
                case Node.Fill(var slot) -> append(scene.of(slot));
                case Node.Draw(var table) -> append(random.pick(table));
                case Node.Call(var rule, var different) -> call(rule, different);
                case Node.Perhaps(var chance, var body) -> {
                    if (random.chance(chance)) {
                        write(body);
                    }
                }
                case Node.Choice(var options) -> write(random.pick(options));
                case Node.Sequence(var parts) -> {
                    for (Node part : parts) {
                        write(part);
                    }
                }
            }
        }

        private void append(String text) {
            if (text.isEmpty()) {
                return;
            }
            if (!out.isEmpty()) {
                out.append(' ');
            }
            out.append(text);
        }
    }
}
