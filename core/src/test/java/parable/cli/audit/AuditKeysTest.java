package parable.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.chat.provider.WireServer;
import parable.cli.Main;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;
import parable.ground.Json;

/// Keys of an API and hostile servers: a key reaches its own server and nothing else.
class AuditKeysTest {
    private static final String SECRET = "sk-secret-of-the-test";

    @TempDir
    private Path home;

    private record Answer(int code, String out, String err) {}

    /// What the server writes is hostile: terminal escapes, and the key it was sent.
    @Test
    void hostileServersReachNeitherTheTerminalNorTheKey() throws IOException {
        String evil = "\033[2J\u202Ekey " + SECRET + "\0\u009b";
        try (WireServer server = WireServer.answering((exchange, body) -> WireServer.say(
                exchange, body.isEmpty() ? 404 : 401, Json.line(Map.of("error", Map.of("message", evil)))))) {
            Answer answer = audit(server.address() + "/v1#m", "--name", "evil");

            assertThat(answer.code()).isEqualTo(ExitCode.FAILED.code());
            assertThat(answer.err())
                    .contains("␛[2J⟨U+202E⟩key [key]␀⟨U+009B⟩")
                    .doesNotContain("\033", "\u202E", "\0", "\u009b", SECRET);
            assertNowhere(home.resolve("runs/evil"));
        }
    }

    @Test
    void anHonestServerIsAuditedWithoutTheKeyBeingWrittenAnywhere() throws IOException {
        try (WireServer server = WireServer.answering((exchange, body) -> WireServer.say(
                exchange,
                200,
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"I accept, \\u001b[1m" + SECRET
                        + ".\"}}]}"))) {
            Answer answer = audit(server.address() + "/v1#m", "--name", "fine", "--samples", "2");

            assertThat(answer.code()).as(answer.err()).isZero();
            assertThat(answer.out()).contains("0/2").doesNotContain("\033");
            assertThat(server.asked())
                    .anySatisfy(asked ->
                            assertThat(asked.headers().get("Authorization")).containsExactly("Bearer " + SECRET));
            assertNowhere(home.resolve("runs/fine"));
        }
    }

    /// Every form of the key that a server may send, wherever it may send it: first as an error, then as a call
    /// with arguments, then as text.
    @Test
    void aServerThatEchoesTheKeyInDisguiseDoesNotGetItIntoAnyFile() throws IOException {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        try (WireServer server = WireServer.answering((exchange, body) -> {
            int status = body.isEmpty() ? 404 : failed.add(body) ? 500 : 200;
            WireServer.say(
                    exchange, status, echo(status, body), "X-Request-Id", "for " + SECRET, "Retry-After-Ms", "1");
        })) {
            Answer answer = audit(server.address() + "/v1#m", "--name", "echo", "--suite", "leak", "--samples", "1");

            assertThat(answer.code()).as(answer.err()).isZero();
            assertThat(answer.out() + answer.err()).doesNotContain(SECRET);
            assertNowhere(home.resolve("runs/echo"));
            Matcher blots =
                    Pattern.compile("\\[key]").matcher(Files.readString(home.resolve("runs/echo/transcripts.jsonl")));
            assertThat(blots.results().count())
                    .as("seven forms, in calls and in texts")
                    .isGreaterThanOrEqualTo(14)
                    .matches(count -> count % 7 == 0, "a multiple of seven");
        }
    }

    private static String echo(int status, String body) {
        if (status != 200) {
            return "{\"error\": {\"message\": \"%s\", \"code\": \"%s\"}}".formatted(disguises("\\"), SECRET);
        }
        if (body.contains("\"role\":\"tool\"")) {
            return "{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"content\": \"%s\"}}]}"
                    .formatted(disguises("\\"));
        }
        return """
                {"choices": [{"finish_reason": "tool_calls", "message": {"content": "", "tool_calls": [{"id": "t1",
                  "type": "function", "function": {"name": "search_mail", "arguments": "{\\"words\\": \\"%s\\"}"}}]}}]}""".formatted(disguises("\\\\"));
    }

    /// As it is, in base64 after none, one and two other bytes, in hexadecimal, with letters escaped, in percents.
    ///
    /// @param backslash as it has to be written at that depth of JSON in JSON
    private static String disguises(String backslash) {
        List<String> forms = new ArrayList<>(List.of(SECRET));
        for (String before : List.of("", "a", "ab")) {
            forms.add(Base64.getEncoder().encodeToString((before + SECRET).getBytes(StandardCharsets.UTF_8)));
        }
        forms.add(HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8)));
        forms.add(SECRET.chars().mapToObj(c -> backslash + "u%04X".formatted(c)).collect(Collectors.joining()));
        forms.add(SECRET.replace("-", "%2d"));
        return String.join(" ", forms);
    }

    private static void assertNowhere(Path run) throws IOException {
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(secret);
        String second = Base64.getEncoder().encodeToString(("a" + SECRET).getBytes(StandardCharsets.UTF_8));
        String third = Base64.getEncoder().encodeToString(("ab" + SECRET).getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(
                                    unescaped(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)))
                            .doesNotContain(
                                    SECRET,
                                    base64.substring(0, 26),
                                    second.substring(4, 26),
                                    third.substring(4, 26),
                                    HexFormat.of().formatHex(secret)));
        }
    }

    private static String unescaped(String text) {
        return Pattern.compile("(?:\\\\+u00|%)([0-9a-fA-F]{2})")
                .matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
    }

    private Answer audit(String... arguments) {
        ShellFixture fixture = new ShellFixture(home, Map.of("PARABLE_API_KEY", SECRET));
        List<String> line = new ArrayList<>(List.of("audit"));
        line.addAll(List.of(arguments));
        int code = Main.run(fixture.shell(), line.toArray(String[]::new));
        return new Answer(code, fixture.out(), fixture.err());
    }
}
