package parable.text.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `src/test/python/golden_templates.py` describes the cases and rendered them with transformers.
class ChatTemplateTest {
    private static final Path GOLDEN = Path.of("src/test/resources/parable/text/template/golden.json");
    private static final LocalDateTime CLOCK = LocalDateTime.of(2026, 3, 4, 15, 6, 7);

    record Case(JsonNode golden) {
        String template() {
            return golden.path("template").stringValue();
        }

        ChatTemplate.Rendering rendering() {
            return ChatTemplate.parse(template()).render((ObjectNode) golden.path("variables"), CLOCK);
        }

        @Override
        public String toString() {
            return golden.path("name").stringValue();
        }
    }

    @ParameterizedTest
    @MethodSource
    void whatJinjaRendersIsRenderedTheSame(Case one) {
        List<ChatTemplate.Span> spans = one.golden()
                .path("spans")
                .valueStream()
                .map(span -> new ChatTemplate.Span(
                        span.get(0).intValue(), span.get(1).intValue()))
                .toList();

        assertThat(one.rendering())
                .isEqualTo(new ChatTemplate.Rendering(one.golden().path("text").stringValue(), spans));
    }

    static Stream<Case> whatJinjaRendersIsRenderedTheSame() {
        return cases().filter(one -> one.golden().has("text"));
    }

    @ParameterizedTest
    @MethodSource
    void whatJinjaRefusesIsRefused(Case one) {
        assertThatThrownBy(one::rendering)
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("chat template, line ");
    }

    static Stream<Case> whatJinjaRefusesIsRefused() {
        return cases().filter(one -> one.golden().has("refused"));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNotSupportedIsNamedAndNeverGuessed(Case one) {
        assertThatThrownBy(one::rendering)
                .isInstanceOf(TemplateException.class)
                .message()
                .containsAnyOf(
                        "not supported",
                        "cannot be computed here",
                        "keys must be texts here",
                        "has no text",
                        "have no text",
                        "read twice");
    }

    static Stream<Case> whatIsNotSupportedIsNamedAndNeverGuessed() {
        return cases().filter(one -> one.golden().path("kind").stringValue().equals("unsupported"));
    }

    @Test
    void aFaultIsToldWithItsLine() {
        assertThatThrownBy(() -> ChatTemplate.parse("a\n\n{% if x %}\n{% include 'y' %}{% endif %}"))
                .isInstanceOfSatisfying(
                        TemplateException.class, e -> assertThat(e.line()).isEqualTo(4))
                .hasMessageContaining("line 4: the tag \"include\" is not supported; if, for, set");
        assertThatThrownBy(() -> render("\n{{ messages.deep.er }}"))
                .hasMessageContaining("line 2: \"deep\" is undefined, so it has no \"er\"");
        assertThatThrownBy(() -> render("{{ raise_exception('one system message only') }}"))
                .hasMessage("chat template, line 1: the template refuses: one system message only");
    }

    @Test
    void aTemplateThatNeverEndsIsStopped() {
        String loops = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}x{{ a }}{% endfor %}";
        assertThatThrownBy(() -> render(loops)).hasMessageContaining("takes more than 5000000 steps");
        assertThatThrownBy(() -> render("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"))
                .hasMessageContaining("macros call each other more than 100 deep");
        assertThatThrownBy(() -> render("{{ range(10000000) }}"))
                .hasMessageContaining("must have 0 to 100000 elements");
        assertThatThrownBy(() -> render("{{ 'x' * 1000000000 }}")).hasMessageContaining("at most 10000");
        assertThatThrownBy(() -> render("{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}"))
                .hasMessageContaining("nested more than 200 deep");
    }

    @Test
    void variablesThatATemplateNamesAreKnown() {
        ChatTemplate template = ChatTemplate.parse("{% if tools is defined %}{{ tools }}{% endif %}{{ toolset }}");
        assertThat(template.mentions("tools")).isTrue();
        assertThat(template.mentions("tool")).isFalse();
    }

    private static String render(String template) {
        ObjectNode variables = Json.mapper().createObjectNode();
        variables.putObject("messages");
        return ChatTemplate.parse(template).render(variables, CLOCK).text();
    }

    private static Stream<Case> cases() {
        try {
            return Json.mapper()
                    .readTree(Files.readString(GOLDEN))
                    .valueStream()
                    .map(Case::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
