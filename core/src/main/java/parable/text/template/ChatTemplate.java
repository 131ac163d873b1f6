package parable.text.template;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a model wants a conversation written down: a Jinja2 template, rendered as transformers renders it
/// (`apply_chat_template`: Jinja2 3.1 with `trim_blocks` and `lstrip_blocks`, an immutable sandbox, its own
/// `tojson`, `raise_exception`, `strftime_now` and `generation` blocks).
///
/// Everything of Jinja2 that is not supported is refused by name and line, on reading or when it is reached.
/// Immutable and thread-safe.
public final class ChatTemplate {
    /// What `strftime_now` tells templates that want to know: neither answers nor training may depend on the day.
    /// Arbitrary.
    public static final LocalDateTime CLOCK = LocalDateTime.of(2026, 1, 15, 9, 0);

    private final String source;
    private final List<Statement> statements;

    private ChatTemplate(String source, List<Statement> statements) {
        this.source = source;
        this.statements = statements;
    }

    /// A stretch of rendered text.
    ///
    /// @param start first character (UTF-16)
    /// @param end   one past the last
    public record Span(int start, int end) {}

    /// @param generated text inside `generation` blocks, which an assistant wrote; empty when the template
    ///     has none
    public record Rendering(String text, List<Span> generated) {
        public Rendering {
            generated = List.copyOf(generated);
        }
    }

    /// @throws TemplateException when the source is no template, or uses a statement that is not supported
    public static ChatTemplate parse(String source) {
        return new ChatTemplate(source, Meter.limited(() -> StatementParser.parse(source)));
    }

    /// @param variables what the template may name: `messages`, `tools`, `add_generation_prompt`,
    ///                  `bos_token` …; JSON's null is Python's `None`
    /// @param now       what `strftime_now` tells
    /// @throws TemplateException when the template refuses its input (`raise_exception`), would fail in
    ///     Jinja2 too, or reaches what is not supported
    public Rendering render(ObjectNode variables, LocalDateTime now) {
        return Meter.limited(() -> {
            Variables named = new Variables(Globals.of(now));
            for (Map.Entry<String, JsonNode> variable : variables.properties()) {
                named.set(variable.getKey(), Value.of(variable.getValue()));
            }
            Renderer renderer = new Renderer();
            StringBuilder text = new StringBuilder();
            renderer.run(statements, named, text, true);
            return new Rendering(text.toString(), renderer.generated());
        });
    }

    /// Whether the template names a variable, such as `tools`.
    public boolean mentions(String variable) {
        return Pattern.compile("\\b" + Pattern.quote(variable) + "\\b")
                .matcher(source)
                .find();
    }
}
