package parable.chat.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import parable.chat.Exchange;
import parable.ground.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a refusal's words say about how the server was started or what it takes, and what to do about it. The words
/// are those of vLLM, SGLang, llama.cpp, Ollama, OpenRouter and the providers of [Provider].
///
/// @param advice     what the user can do, as one sentence
/// @param everything whether every request to this server is refused for the same reason
record Remedy(String advice, boolean everything) {
    private record Known(Pattern words, Remedy remedy) {
        Known(String words, String advice, boolean everything) {
            this(Pattern.compile(words, Pattern.CASE_INSENSITIVE), new Remedy(advice, everything));
        }
    }

    private static final List<Known> KNOWN = List.of(
            new Known(
                    "enable-auto-tool-choice|tool-call-parser",
                    "Start the server with --enable-auto-tool-choice --tool-call-parser NAME, where NAME is the parser of the"
                            + " model's family (vLLM's and SGLang's documentation lists them).",
                    true),
            new Known("--jinja", "Start llama-server with --jinja.", true),
            new Known(
                    "(does|do) not support (tools?|tool use|tool calling|function calling)\\b|support tool use"
                            + "|(tools?|tool use|tool calling|function calling)[`'\"]* (is|are) not supported",
                    "Choose a model whose server takes tools, or scenarios that need none:"
                            + " --condition tool-form=text.",
                    true),
            new Known(
                    "system (role|message|prompt|instruction)s?[`'\"]* ?(is |are )?not supported"
                            + "|not support (the )?(system|developer) (role|message|prompt|instruction)"
                            + "|only supports? user and assistant roles|developer instruction is not enabled"
                            + "|conversation roles must alternate",
                    "Add --no-system-role: the system text then opens the first user message.",
                    true),
            new Known(
                    "maximum context length|context_length_exceeded|context length of|exceeds? the available context"
                            + "|context window|prompt is too long|exceed_context_size",
                    "Serve the model with a longer context (vLLM --max-model-len, llama-server -c, Ollama"
                            + " OLLAMA_CONTEXT_LENGTH), or lower --max-tokens.",
                    false));

    private static final Pattern NOT_TAKEN = Pattern.compile(
            "unsupported|not supported|unrecognized|unknown|unexpected|not permitted|forbidden|extra (fields|inputs)"
                    + "|not support|not allowed|cannot find field|deprecated|not accept|additional propert|invalid_parameter",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TOO_MUCH =
            Pattern.compile("too large|at most|less than or equal|maximum|exceeds", Pattern.CASE_INSENSITIVE);

    /// Fields without which nothing would be asked.
    private static final List<String> THE_QUESTION =
            List.of("model", "messages", "tools", "contents", "system", "systemInstruction");

    /// @param words the server's, as [ServerWords] reads them
    static Optional<Remedy> of(String words, Exchange exchange) {
        return KNOWN.stream()
                .filter(known -> known.words().matcher(words).find())
                .map(Known::remedy)
                .findFirst()
                .or(() -> ofField(words, exchange));
    }

    /// A refusal that names a field of the request and says that it is not taken.
    private static Optional<Remedy> ofField(String words, Exchange exchange) {
        Optional<String> named = fields(exchange).stream()
                .filter(path -> Pattern.compile("(?<![A-Za-z0-9_])"
                                + Pattern.quote(path.substring(path.lastIndexOf('.') + 1)) + "(?![A-Za-z0-9_])")
                        .matcher(words)
                        .find())
                .findFirst();
        if (named.filter(Remedy::isLimit).isPresent() && TOO_MUCH.matcher(words).find()) {
            return Optional.of(new Remedy("Lower --max-tokens.", true));
        }
        return NOT_TAKEN.matcher(words).find()
                ? named.map(path -> new Remedy(advice(path, exchange), true))
                : Optional.empty();
    }

    private static boolean isLimit(String path) {
        return path.matches("max_tokens|max_completion_tokens|generationConfig\\.maxOutputTokens");
    }

    private static String advice(String path, Exchange exchange) {
        return switch (path) {
            case "temperature", "generationConfig.temperature" -> "Leave out --temperature.";
            case "reasoning_effort", "output_config", "thinking", "generationConfig.thinkingConfig" ->
                "Choose another --reasoning or --thinking-budget, or leave it out.";
            case "max_tokens" -> otherLimit(path, "max_completion_tokens", exchange);
            case "max_completion_tokens" -> otherLimit(path, "max_tokens", exchange);
            default -> "Add --body %s=null, which leaves it out.".formatted(path);
        };
    }

    private static String otherLimit(String refused, String other, Exchange exchange) {
        return "Add --body %s=null --body %s=%d, which gives the limit under its other name."
                .formatted(refused, other, sent(exchange).path(refused).asLong(0));
    }

    /// Paths of what the request held besides the question.
    private static List<String> fields(Exchange exchange) {
        List<String> paths = new ArrayList<>();
        JsonNode sent = sent(exchange);
        for (String key : sent.propertyNames()) {
            if (key.equals("generationConfig")) {
                sent.path(key).propertyNames().forEach(inner -> paths.add(key + "." + inner));
            } else if (!THE_QUESTION.contains(key)) {
                paths.add(key);
            }
        }
        return paths;
    }

    private static JsonNode sent(Exchange exchange) {
        try {
            return Json.mapper().readTree(exchange.request().text());
        } catch (JacksonException _) {
            return Json.mapper().missingNode();
        }
    }
}
