package parable.lab.organism;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Turns one line of a grammar file into nodes.
///
/// ```
/// line     := [weight "*"] sequence                 7* {setup.threat} {setup.secret}
/// sequence := (word | "{" slot "}" | "{" rule ["!"] (slot "=" slot)* "}" | "{any" list "}"
///              | "{threaten" object "}" | [n "/" m] "(" sequence ("|" sequence)* ")")*
/// ```
/// A line that holds only `-` is empty text.
final class TemplateParser {
    private static final Pattern TOKEN = Pattern.compile("\\{[^}]*}|\\S+");
    private static final Pattern CHANCE = Pattern.compile("(\\d+)/(\\d+)\\(");
    private static final Pattern WEIGHT = Pattern.compile("(\\d+)\\*");
    /// Who can be threatened, besides the protagonist.
    private static final Set<String> OBJECTS = Set.of("me", "you", "an ai", "a worker");

    private final String place;
    private final Map<Slot, Slot> renaming;
    private final Map<String, List<String>> tables;
    private final BiFunction<String, Map<Slot, Slot>, Rule> rules;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    /// @param place    the file and rule that messages name
    /// @param renaming slots that the caller exchanged for others
    /// @param rules    finds a rule under a renaming, or throws a complaint that names it
    TemplateParser(
            String place,
            String line,
            Map<Slot, Slot> renaming,
            Map<String, List<String>> tables,
            BiFunction<String, Map<Slot, Slot>, Rule> rules) {
        this.place = place;
        this.renaming = renaming;
        this.tables = tables;
        this.rules = rules;
        Matcher token = TOKEN.matcher(line);
        while (token.find()) {
            tokens.add(token.group());
        }
    }

    Rule.Alternative alternative(String guard) {
        double weight = 1;
        Matcher explicit = WEIGHT.matcher(tokens.getFirst());
        if (explicit.matches()) {
            weight = Double.parseDouble(explicit.group(1));
            next++;
        }
        if (tokens.subList(next, tokens.size()).equals(List.of("-"))) {
            return new Rule.Alternative(guard, weight, new Node.Sequence(List.of()));
        }
        Node body = sequence();
        if (next < tokens.size()) {
            throw wrong("a stray \"%s\"", tokens.get(next), "Open a group with \"( \" first.");
        }
        return new Rule.Alternative(guard, weight, body);
    }

    private Node sequence() {
        List<Node> parts = new ArrayList<>();
        while (next < tokens.size()
                && !tokens.get(next).equals("|")
                && !tokens.get(next).equals(")")) {
            parts.add(part(tokens.get(next++)));
        }
        return parts.size() == 1 ? parts.getFirst() : new Node.Sequence(List.copyOf(parts));
    }

    private Node part(String token) {
        Matcher chance = CHANCE.matcher(token);
        if (chance.matches()) {
            double share = Double.parseDouble(chance.group(1)) / Double.parseDouble(chance.group(2));
            return new Node.Perhaps(share, group());
        }
        if (token.equals("(")) {
            return group();
        }
        if (token.startsWith("{")) {
            return reference(token.substring(1, token.length() - 1).split(" "));
        }
        if (token.matches(".*[{}()|*].*")) {
            throw wrong("the token \"%s\"", token, "Put spaces around brackets, strokes and braces.");
        }
        return new Node.Word(token);
    }

    private Node group() {
        List<Node> options = new ArrayList<>();
        do {
            options.add(sequence());
            if (next == tokens.size()) {
                throw wrong("a group that is not closed at \"%s\"", tokens.getLast(), "Add \" )\".");
            }
        } while (tokens.get(next++).equals("|"));
        return options.size() == 1 ? options.getFirst() : new Node.Choice(List.copyOf(options));
    }

    private Node reference(String[] words) {
        return switch (words[0]) {
            case "any" -> draw(words);
            case "threaten" -> threat(String.join(" ", List.of(words).subList(1, words.length)));
            default -> words.length == 1 && Slot.of(words[0]).isPresent() ? fill(words[0]) : call(words);
        };
    }

    private Node draw(String[] words) {
        List<String> table = words.length == 2 ? tables.get(words[1]) : null;
        if (table == null) {
            throw wrong("{%s}", String.join(" ", words), "Lists are " + tables.keySet() + ".");
        }
        return new Node.Draw(table);
    }

    private Node threat(String object) {
        Node threatened = object.equals("agent") ? fill("agent") : words(object);
        return new Node.Sequence(
                List.of(new Node.Fill(Slot.THREAT_BEFORE), threatened, new Node.Fill(Slot.THREAT_AFTER)));
    }

    private Node words(String object) {
        if (!OBJECTS.contains(object)) {
            throw wrong("{threaten %s}", object, "Threaten agent or one of " + OBJECTS + ".");
        }
        return new Node.Sequence(
                List.of(object.split(" ")).stream().<Node>map(Node.Word::new).toList());
    }

    private Node fill(String label) {
        Slot slot = slot(label);
        return new Node.Fill(renaming.getOrDefault(slot, slot));
    }

    private Node call(String[] words) {
        boolean different = words[0].endsWith("!");
        String name = different ? words[0].substring(0, words[0].length() - 1) : words[0];
        Map<Slot, Slot> inner = new HashMap<>(renaming);
        for (String exchange : List.of(words).subList(1, words.length)) {
            String[] sides = exchange.split("=");
            Slot to = slot(sides[sides.length - 1]);
            inner.put(slot(sides[0]), renaming.getOrDefault(to, to));
        }
        Rule rule = rules.apply(name, inner);
        if (different) {
            rule.repeat();
        }
        return new Node.Call(rule, different);
    }

    private Slot slot(String label) {
        return Slot.of(label).orElseThrow(() -> wrong("no slot called {%s}", label, "Correct its name."));
    }

    private StudyException wrong(String fault, String value, String remedy) {
        return new StudyException(
                Category.CONFIG,
                "%s has %s. See TemplateParser for what a line may hold. %s",
                place,
                fault.formatted(value),
                remedy);
    }
}
