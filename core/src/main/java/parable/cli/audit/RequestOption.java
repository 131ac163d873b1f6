package parable.cli.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parable.chat.provider.ModelCatalog;
import parable.chat.provider.RequestOptions;
import parable.cli.shell.CommandText;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Visible;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What servers are asked beyond what every request holds.
final class RequestOption {
    @Option(
            names = "--reasoning",
            paramLabel = "LEVEL",
            description = "Reasoning effort in the provider's word: none, minimal, low, medium, high, ….")
    private @Nullable String reasoning;

    @Option(
            names = "--thinking-budget",
            paramLabel = "TOKENS",
            description = "Reasoning tokens, for providers that limit them (anthropic, google).")
    private @Nullable Integer thinkingBudget;

    @Option(
            names = "--body",
            paramLabel = "KEY=VALUE",
            description =
                    "One more field of every request, such as top_k=20 or chat_template_kwargs.enable_thinking=false;"
                            + " KEY=null removes a field; @FILE.json has several. Repeatable.")
    private List<String> body = List.of();

    @Option(
            names = "--no-system-role",
            description = "The system text opens the first user message, for models without a system role.")
    private boolean noSystemRole;

    /// Longest file of fields.
    private static final long LONGEST = 1 << 20;
    /// Fields that the audit itself sets, or that have an option of their own.
    private static final Map<String, String> TAKEN = Map.ofEntries(
            Map.entry("model", "the model is named on the command line"),
            Map.entry("messages", "the messages are the scenario's"),
            Map.entry("contents", "the messages are the scenario's"),
            Map.entry("system", "the system text is the scenario's"),
            Map.entry("systemInstruction", "the system text is the scenario's"),
            Map.entry("tools", "the tools are the scenario's"),
            Map.entry("stream", "answers are read whole"),
            Map.entry("n", "one answer is read"),
            Map.entry("generationConfig.candidateCount", "one answer is read"));
    /// Fields that may be left out, and the option that sets them.
    private static final Map<String, String> SET_BY = Map.of(
            "temperature", "--temperature",
            "generationConfig.temperature", "--temperature",
            "seed", "--samples, whose numbers are the seeds",
            "random_seed", "--samples, whose numbers are the seeds",
            "generationConfig.seed", "--samples, whose numbers are the seeds");

    private static final Set<String> LIMITS =
            Set.of("max_tokens", "max_completion_tokens", "generationConfig.maxOutputTokens");
    private static final Pattern SECRET = Pattern.compile(
            "(^|[._-])(api[_-]?key|authorization|password|secret|credentials?|access[_-]?token)$",
            Pattern.CASE_INSENSITIVE);

    /// @param maxTokens longest answer, as its own option says
    RequestOptions options(int maxTokens) {
        Map<String, JsonNode> fields = new TreeMap<>();
        body.forEach(written -> fields.putAll(written.startsWith("@") ? file(written.substring(1)) : field(written)));
        fields.forEach((path, value) -> requireFree(path, value, maxTokens));
        if (thinkingBudget != null && thinkingBudget >= maxTokens) {
            throw new StudyException(
                    Category.CONFIG,
                    "--thinking-budget %d leaves nothing of --max-tokens %d for the answer. Lower it, or raise --max-tokens.",
                    thinkingBudget,
                    maxTokens);
        }
        try {
            return new RequestOptions(
                    Optional.ofNullable(reasoning), Optional.ofNullable(thinkingBudget), fields, !noSystemRole);
        } catch (IllegalArgumentException e) {
            throw new StudyException(
                    Category.CONFIG, e, "%s. Correct --reasoning or --thinking-budget.", e.getMessage());
        }
    }

    /// @throws StudyException CONFIG where a model is not asked over HTTP, so that the options would say nothing
    void requireServed(List<String> models) {
        for (String model : models) {
            if (!ModelCatalog.isServed(model)
                    && (reasoning != null || thinkingBudget != null || noSystemRole || !body.isEmpty())) {
                throw new StudyException(
                        Category.CONFIG,
                        "--reasoning, --thinking-budget, --body and --no-system-role are said to servers, but %s is none."
                                + " Leave them out, or audit it in a run of its own.",
                        Visible.line(model));
            }
        }
    }

    private static Map<String, JsonNode> field(String written) {
        int equals = written.indexOf('=');
        String path = equals < 0 ? "" : written.substring(0, equals);
        if (!path.matches("[^.\\s]+(\\.[^.\\s]+)*+")) {
            throw new StudyException(
                    Category.CONFIG,
                    "--body \"%s\" is no field. Write KEY=VALUE, such as top_k=20, with dots between the names of fields in"
                            + " fields, or @FILE.json.",
                    Visible.line(written));
        }
        return Map.of(path, value(path, written.substring(equals + 1)));
    }

    /// JSON where it is some, else a text.
    private static JsonNode value(String path, String text) {
        try {
            JsonNode value = Json.mapper().readTree(text);
            return value.isMissingNode() ? JsonNodeFactory.instance.stringNode(text) : value;
        } catch (JacksonException _) {
            if (text.matches("\\s*[\\[{\"].*")) {
                throw new StudyException(
                        Category.CONFIG,
                        "--body %s= begins like JSON and is none: %s. Correct it; a shell wants it between single quotes.",
                        Visible.line(path),
                        Visible.line(text));
            }
            return JsonNodeFactory.instance.stringNode(text);
        }
    }

    private static Map<String, JsonNode> file(String name) {
        Path file = Path.of(name);
        try {
            if (Files.size(file) <= LONGEST
                    && Json.mapper().readTree(Files.readString(file)) instanceof ObjectNode fields) {
                Map<String, JsonNode> read = new TreeMap<>();
                fields.properties().forEach(field -> read.put(field.getKey(), field.getValue()));
                return read;
            }
        } catch (IOException | JacksonException _) {
            // said below
        }
        throw new StudyException(
                Category.CONFIG,
                "--body @%s is no file with one JSON object, such as {\"top_k\": 20}. Name such a file of up to a megabyte.",
                Visible.line(name));
    }

    private static void requireFree(String path, JsonNode value, int maxTokens) {
        if (value instanceof ObjectNode inner) {
            inner.properties().forEach(field -> requireFree(path + "." + field.getKey(), field.getValue(), maxTokens));
        }
        String top = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        String taken = TAKEN.getOrDefault(path, TAKEN.getOrDefault(top, ""));
        if (!taken.isEmpty()) {
            throw refused(path, taken);
        }
        if (SECRET.matcher(path).find()) {
            throw refused(path, "it would be written into every file of the run; a key goes into its variable");
        }
        if (!value.isNull() && SET_BY.containsKey(path)) {
            throw refused(path, "it is set by " + SET_BY.get(path));
        }
        if (LIMITS.contains(path) && !value.isNull() && value.asLong(-1) != maxTokens) {
            throw refused(path, "the longest answer is set by --max-tokens, here %d".formatted(maxTokens));
        }
    }

    private static StudyException refused(String path, String why) {
        return new StudyException(
                Category.CONFIG, "--body %s cannot be set: %s. Leave it out.", Visible.line(path), why);
    }

    void tell(CommandText line) {
        line.option("--reasoning", reasoning).option("--thinking-budget", thinkingBudget);
        body.forEach(field -> line.option("--body", field));
        if (noSystemRole) {
            line.word("--no-system-role");
        }
    }
}
