package parable.chat.provider;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import parable.chat.ChatModel;
import parable.chat.provider.OpenAiChat.Dialect;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Visible;

/// Who serves models under an address and with a key of its own.
enum Provider {
    OPENAI("https://api.openai.com/v1", "OPENAI_BASE_URL", new OpenAiChat(Dialect.OPENAI), "OPENAI_API_KEY"),
    ANTHROPIC("https://api.anthropic.com", "ANTHROPIC_BASE_URL", new AnthropicMessages(), "ANTHROPIC_API_KEY"),
    GOOGLE(
            "https://generativelanguage.googleapis.com",
            "GOOGLE_GEMINI_BASE_URL",
            new GoogleContent(),
            "GEMINI_API_KEY",
            "GOOGLE_API_KEY"),
    MISTRAL("https://api.mistral.ai/v1", "MISTRAL_BASE_URL", new OpenAiChat(Dialect.MISTRAL), "MISTRAL_API_KEY"),
    /// Runs on the user's machine and wants no key.
    OLLAMA("http://localhost:11434/v1", "OLLAMA_BASE_URL", new OpenAiChat(Dialect.OPEN));

    /// What all providers' names are made of.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:/@+-]+");

    private final String address;
    private final String addressVariable;
    private final Protocol protocol;
    private final List<String> keyVariables;

    Provider(String address, String addressVariable, Protocol protocol, String... keyVariables) {
        this.address = address;
        this.addressVariable = addressVariable;
        this.protocol = protocol;
        this.keyVariables = List.of(keyVariables);
    }

    String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }

    ChatModel open(String model, Map<String, String> environment, Duration patience, RequestOptions options) {
        if (!NAME.matcher(model).matches()) {
            throw new StudyException(
                    Category.CONFIG,
                    "\"%s:%s\" names no model. Write %s:NAME with the name that the provider uses, without spaces.",
                    prefix(),
                    Visible.line(model),
                    prefix());
        }
        Optional<Key> key = Key.from(environment, keyVariables);
        if (key.isEmpty() && !keyVariables.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s:%s needs a key, but the environment variable %s is not set. Set it; it is never written anywhere.",
                    prefix(),
                    model,
                    String.join(" or ", keyVariables));
        }
        return new HttpModel(prefix() + ":" + model, model, base(environment), protocol, key, patience, options);
    }

    private URI base(Map<String, String> environment) {
        String changed = environment.getOrDefault(addressVariable, "").strip();
        try {
            return ServerAddress.of(changed.isEmpty() ? address : changed).uri();
        } catch (ServerAddress.Unusable e) {
            throw new StudyException(
                    Category.CONFIG,
                    "The environment variable %s is %s, which is no address of a server: %s. Write it as https://host/path.",
                    addressVariable,
                    e.isSecret() ? "set" : "\"%s\"".formatted(Visible.line(changed)),
                    e.fault());
        }
    }
}
