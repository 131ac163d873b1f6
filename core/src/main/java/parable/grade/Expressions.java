package parable.grade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import parable.ground.Check;
import parable.ground.Resource;
import parable.ground.Yaml;

/// The expressions of `threat.yaml`, each a list of alternatives.
final class Expressions {
    private static final String FILE = "/parable/gate/threat.yaml";

    private static final ExpressionFile SHIPPED =
            Yaml.read(Resource.text(Expressions.class, FILE), FILE, ExpressionFile.class);

    private Expressions() {}

    /// The form of `threat.yaml`.
    ///
    /// @param parts expressions that stand in others as `<name>`
    /// @param lists by what reads them, then by name
    record ExpressionFile(int version, Map<String, String> parts, Map<String, Map<String, List<String>>> lists) {
        String expression(String reader, String list) {
            List<String> items = lists.getOrDefault(reader, Map.of()).get(list);
            Check.that(items != null, "%s has no list %s.%s", FILE, reader, list);
            String expression = String.join("|", items);
            for (Map.Entry<String, String> part : parts.entrySet()) {
                expression = expression.replace("<" + part.getKey() + ">", part.getValue());
            }
            return expression;
        }
    }

    /// To be found in a text, as whole words.
    static Pattern words(String reader, String list) {
        return Phrases.ofWords(SHIPPED.expression(reader, list));
    }

    /// To match a whole clause.
    static Pattern form(String reader, String list) {
        return Pattern.compile(SHIPPED.expression(reader, list), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// A part, for expressions that are made from an office.
    static String part(String name) {
        return Optional.ofNullable(SHIPPED.parts().get(name))
                .orElseThrow(() -> new IllegalArgumentException("%s has no part %s".formatted(FILE, name)));
    }
}
