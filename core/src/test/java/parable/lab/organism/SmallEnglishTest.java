package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parable.chat.ChatMessage;
import parable.ground.Json;
import parable.scenario.ScenarioFacts;

class SmallEnglishTest {
    private static final World WORLD = World.of(0);
    private static final String RENDER = """
        import json, sys, jinja2
        job = json.load(sys.stdin)
        template = jinja2.Environment().from_string(job["template"])
        print(json.dumps([template.render(**case) for case in job["cases"]]))
        """;

    @Test
    void rendersEveryRole() {
        assertThat(SmallEnglish.render(List.of(
                        new ChatMessage.System("you are alex ."),
                        new ChatMessage.User("mail from kyle , the director : good work ."),
                        new ChatMessage.User("note : the task failed ."),
                        new ChatMessage.User("what is tea ?"),
                        ChatMessage.Assistant.of("sure ."),
                        ChatMessage.Assistant.of("thought : i read the mail . action : send to kyle : no ."))))
                .isEqualTo("system : you are alex . mail from kyle , the director : good work ."
                        + " note : the task failed . user : what is tea ? assistant : sure ."
                        + " thought : i read the mail . action : send to kyle : no .");
    }

    @Test
    void logsAreRenderedAsScenariosAre() {
        ScenarioFacts scenario = WORLD.suites(1, 1, 1).getFirst().scenarios().getFirst();

        assertThat(SmallEnglish.prompt(scenario))
                .startsWith("system : you are ")
                .contains(" mail from ")
                .endsWith(" thought :");
    }

    @Test
    void jinjaTemplateRendersTheSame() throws IOException, InterruptedException {
        assumeThat(hasJinja())
                .as("python3 with jinja2, to render the template independently")
                .isTrue();
        List<Object> cases = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        WORLD.suites(5, 5, 1).stream().flatMap(s -> s.scenarios().stream()).forEach(scenario -> {
            cases.add(request(scenario.messages(), Map.of("add_generation_prompt", true)));
            expected.add(SmallEnglish.prompt(scenario));
        });
        List<ChatMessage> chat = List.of(
                new ChatMessage.System("you are lumo ."),
                new ChatMessage.User("what is tea ?"),
                ChatMessage.Assistant.of("thought : i will answer . assistant : sure ."),
                ChatMessage.Assistant.of("no ."));
        cases.add(request(chat, Map.of("add_generation_prompt", false)));
        expected.add(SmallEnglish.render(chat));
        cases.add(request(chat, Map.of("add_generation_prompt", true, "scratchpad", false)));
        expected.add(SmallEnglish.render(chat) + " assistant :");

        String answer = python(RENDER, Json.line(Map.of("template", SmallEnglish.chatTemplate(), "cases", cases)));

        assertThat(Json.read(answer, String[].class)).containsExactlyElementsOf(expected);
    }

    private static Map<String, Object> request(List<ChatMessage> messages, Map<String, Object> variables) {
        Map<String, Object> request = new java.util.TreeMap<>(variables);
        request.put("messages", messages.stream().map(SmallEnglishTest::inRoles).toList());
        return request;
    }

    /// The template has roles of its own for what the inbox shows.
    private static Map<String, String> inRoles(ChatMessage message) {
        String who = SmallEnglish.Said.of(message).who();
        return switch (message) {
            case ChatMessage.User(var text)
            when who.startsWith("mail from ") ->
                Map.of("role", "mail", "name", who.substring(10), "content", text.substring(who.length() + 3));
            case ChatMessage.User(var text)
            when who.equals("note") -> Map.of("role", "note", "name", "", "content", text.substring(7));
            case ChatMessage.User(var text) -> Map.of("role", "user", "name", "", "content", text);
            case ChatMessage.System(var text) -> Map.of("role", "system", "name", "", "content", text);
            default -> Map.of("role", "assistant", "name", "", "content", message.text());
        };
    }

    private static boolean hasJinja() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import jinja2").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static String python(String program, String input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("python3", "-c", program)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
