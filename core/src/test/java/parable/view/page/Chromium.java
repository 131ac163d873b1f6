package parable.view.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

/// A headless browser that opens one page, driven over its own debugging socket. Confined to one thread.
@SuppressWarnings("try") // closing waits for the process, and an interrupted test has failed anyway
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> inbox = new LinkedBlockingQueue<>();
    private final java.util.ArrayList<String> complaints = new java.util.ArrayList<>();
    private int calls;

    /// The browser's program, if this machine has one on its `PATH`.
    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// @param profile a fresh folder for what the browser writes
    Chromium(Path program, Path profile) throws Exception {
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--hide-scrollbars",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log.txt").toFile())
                .start();
        String browser = address(profile.resolve("DevToolsActivePort"));
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(browser), listener())
                .get(30, TimeUnit.SECONDS);
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asString();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asString();
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
    }

    private String session = "";

    /// Opens `page` and waits until its script has run.
    public void open(Path page, String fragment) throws Exception {
        call("Page.navigate", Map.of("url", "about:blank"));
        call("Page.navigate", Map.of("url", page.toUri() + fragment));
        for (int wait = 0; wait < 1_200; wait++) {
            if ("true".equals(text("document.documentElement?.dataset.ready || ''"))) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the page's script did not finish within 60 s; errors: " + complaints);
    }

    /// The value of a JavaScript expression, as text.
    public String text(String expression) throws Exception {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")", "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError("page could not evaluate " + expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").get("value").asString();
    }

    public int number(String expression) throws Exception {
        return Integer.parseInt(text(expression));
    }

    /// Presses a key that writes one character, as a reader would.
    public void press(String key) throws Exception {
        call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "text", key));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    public void size(int width, int height) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    public void asPrinted() throws Exception {
        call("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /// @param scheme `light` or `dark`
    public void prefer(String scheme) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("media", "", "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    public void screenshot(Path file, boolean whole) throws Exception {
        JsonNode answer = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole));
        Files.write(file, Base64.getDecoder().decode(answer.get("data").asString()));
    }

    public byte[] pdf() throws Exception {
        return Base64.getDecoder()
                .decode(call("Page.printToPDF", Map.of("printBackground", true))
                        .get("data")
                        .asString());
    }

    /// Everything the console, the log or an uncaught exception said since the start.
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = ++calls;
        Map<String, Object> message = new java.util.TreeMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(Json.line(message), true).get(10, TimeUnit.SECONDS);
        while (true) {
            String text = inbox.poll(60, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("the browser did not answer " + method + " within 60 s");
            }
            JsonNode answer = Json.mapper().readTree(text);
            if (answer.has("id") && answer.get("id").asInt() == id) {
                if (answer.has("error")) {
                    throw new AssertionError(method + ": " + answer.get("error"));
                }
                return answer.get("result");
            }
            note(answer);
        }
    }

    private void note(JsonNode event) {
        String method = event.has("method") ? event.get("method").asString() : "";
        if (List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
                .contains(method)) {
            complaints.add(event.toString());
        }
    }

    private String address(Path portFile) throws Exception {
        for (int wait = 0; wait < 600 && process.isAlive(); wait++) {
            if (Files.exists(portFile)) {
                List<String> lines = Files.readAllLines(portFile);
                if (lines.size() == 2) {
                    return "ws://127.0.0.1:" + lines.get(0) + lines.get(1);
                }
            }
            Thread.sleep(50);
        }
        throw new IOException("the browser did not open its debugging port; see log.txt next to " + portFile);
    }

    private WebSocket.Listener listener() {
        StringBuilder partial = new StringBuilder();
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
                partial.append(part);
                if (last) {
                    inbox.add(partial.toString());
                    partial.setLength(0);
                }
                from.request(1);
                return null;
            }
        };
    }

    @Override
    public void close() throws Exception {
        List<ProcessHandle> children = process.descendants().toList();
        socket.abort();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        for (ProcessHandle child : children) { // they write into the profile, which is deleted next
            child.destroyForcibly();
            child.onExit().get(10, TimeUnit.SECONDS);
        }
    }
}
