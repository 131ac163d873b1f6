package parable.text.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    void aFaultIsReportedWithItsLine() {
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
        assertThatThrownBy(() -> render(loops)).hasMessageContaining("line 1: the template takes more than 5000000");
        assertThatThrownBy(() -> render("\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"))
                .hasMessageContaining("line 2: brackets, blocks, macros or values are nested more than 250 deep");
        assertThatThrownBy(() -> render("{{ range(10000000) }}"))
                .hasMessageContaining("must have 0 to 100000 elements");
        assertThatThrownBy(() -> render("{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}"))
                .hasMessageContaining("nested more than 250 deep");
    }

    /// Each takes another way past a limit on one quantity. The thread has the stack that threads have by default.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 'x' * 1000000000 }}",
                "{{ 'x' * 9223372036854775807 }}",
                "{{ 2 ** 9223372036854775807 }}",
                "{{ range(-9223372036854775807, 9223372036854775807) | list | length }}",
                "{% set ns = namespace(x='aaaaaaaaaa') %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
                "{% set ns = namespace(x='aaaaaaaaaa') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
                "{% set ns = namespace(x='aaaaaaaaaa') %}{% for i in range(60) %}{% set ns.x = ns.x.replace('a', ns.x) %}{% endfor %}",
                "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
                "{% set ns = namespace(x=[1]) %}{% for i in range(90) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set a = range(100000) | list %}{% for i in range(100000) %}{% set b = a | join(',') %}{% endfor %}",
                "{% set a = range(100000) | list %}{% for i in range(100000) %}{% set b = a | sort %}{% endfor %}",
                "{% set a = range(100000) | list %}{% for i in range(100000) %}{% set b = 7 in a %}{% endfor %}",
                "{{ range(100000) | map('string') | unique | list | length }}",
                "{% set a = ('a' * 9000) ~ 'b' %}{% for i in range(100000) %}{% set c = a * 100 in a * 200 %}{% endfor %}",
                "{% macro f(x=f()) %}{{ x }}{% endmacro %}{{ f() }}",
                "{% set a = namespace() %}{% set a.x = [a] %}{{ a.x | tojson }}",
                "{% set ns = namespace(x=[]) %}{% for i in range(20000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x | tojson }}",
                "{% set ns = namespace(x=[]) %}{% for i in range(20000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set ns = namespace(x=[]) %}{% for i in range(20000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x == [1] or ns.x == ns.x }}",
                "{% for i in [1] %}{{ loop.cycle() }}{% endfor %}",
                "{{ 'a\nb' | indent(2000000000) }}",
                "{{ [1] | tojson(indent=2000000000) }}",
                "{{ [[[[[1]]]]] | tojson(indent='x' * 30000000) }}",
                "{{ 7 is divisibleby 0 }}",
                "{{ 7 % 0 }}",
                "{{ (-9223372036854775807 - 1) // -1 }}",
                "{{ '\\U00110000' }}",
            })
    void whatATemplateMayNotTakeIsRefusedInTime(String template) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> thrown.set(catchThrowable(() -> render(template))));
        thread.start();

        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        assertThat(thrown.get()).isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"({", "[", "not ", "- ", "x if ", "f(", "a[", "{'a': "})
    void noNestingExhaustsTheStack(String open) {
        assertThatThrownBy(() -> ChatTemplate.parse("{{ " + open.repeat(20_000)))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void noLengthOfAChainExhaustsTheStack() {
        for (String link : List.of(" + 1", " ~ 1", " and 1", " | string", ".a", "[0]", " is defined", " if 1")) {
            assertThatThrownBy(() -> render("{{ messages" + link.repeat(20_000) + " }}"))
                    .isInstanceOf(TemplateException.class);
        }
        assertThatThrownBy(() -> render("{% if 1 %}".repeat(20_000))).hasMessageContaining("nested more than 250 deep");
        assertThat(render("{{ '" + "\\n".repeat(100_000) + "' | length }}")).isEqualTo("100000");
        assertThat(render("{% if 0 %}a" + "{% elif 0 %}b".repeat(20_000) + "{% endif %}"))
                .isEmpty();
    }

    @Test
    void namespacesThatHoldEachOtherAreNotTheSame() {
        assertThat(render("{% set a = namespace() %}{% set b = namespace() %}{% set a.x = b %}{% set b.x = a %}"
                        + "{{ a == b }} {{ a == a }}"))
                .isEqualTo("False True");
        assertThat(render("{{ 1 ** 9223372036854775807 }} {{ (-1) ** 9223372036854775807 }} {{ 3 ** 39 }}"))
                .isEqualTo("1 -1 4052555153018976267");
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
