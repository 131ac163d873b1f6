package parable.chat.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import parable.chat.ChatModel;
import parable.chat.local.LocalChatModel;
import parable.chat.provider.OpenAiChat.Dialect;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Opens models by the names that users type: a kind, a colon, and what that kind wants to know.
///
/// ```
/// openai:NAME  anthropic:NAME  google:NAME  mistral:NAME  ollama:NAME  http://host/v1#NAME  script:FILE
/// hf:FOLDER  gguf:FILE
/// ```
///
/// Immutable.
public final class ModelCatalog {
    /// Opens the model named after the colon.
    @FunctionalInterface
    public interface Opener {
        ChatModel open(String rest);
    }

    private final SortedMap<String, Opener> kinds;

    private ModelCatalog(SortedMap<String, Opener> kinds) {
        this.kinds = kinds;
    }

    /// @param environment where keys and changed addresses are looked up, and nowhere else
    /// @param patience    longest wait for one answer
    public static ModelCatalog of(Map<String, String> environment, Duration patience) {
        return of(environment, patience, RequestOptions.NONE);
    }

    /// @param options under which servers are asked
    public static ModelCatalog of(Map<String, String> environment, Duration patience, RequestOptions options) {
        SortedMap<String, Opener> kinds = new TreeMap<>();
        for (Provider provider : Provider.values()) {
            kinds.put(provider.prefix(), rest -> provider.open(rest, environment, patience, options));
        }
        kinds.put("http", rest -> address("http:" + rest, environment, patience, options));
        kinds.put("https", rest -> address("https:" + rest, environment, patience, options));
        kinds.put("script", rest -> ScriptModel.open(Path.of(rest)));
        kinds.put("hf", rest -> LocalChatModel.hf(Path.of(rest)));
        kinds.put("gguf", rest -> LocalChatModel.gguf(Path.of(rest)));
        return new ModelCatalog(kinds);
    }

    public ModelCatalog with(String kind, Opener opener) {
        SortedMap<String, Opener> more = new TreeMap<>(kinds);
        more.put(kind, opener);
        return new ModelCatalog(more);
    }

    /// @throws StudyException of category CONFIG naming what is wrong and what is right
    public ChatModel open(String name) {
        return opener(name).open(name.contains(":") ? name.substring(name.indexOf(':') + 1) : "");
    }

    /// Looks at the kind alone: needs no key and no file.
    ///
    /// @throws StudyException of category CONFIG when there is no such kind
    public void requireKnown(String name) {
        opener(name);
    }

    /// Whether a model of that name is asked over HTTP.
    public static boolean isServed(String name) {
        return name.startsWith("http:")
                || name.startsWith("https:")
                || Arrays.stream(Provider.values()).anyMatch(provider -> name.startsWith(provider.prefix() + ":"));
    }

    private Opener opener(String name) {
        String kind = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
        Opener opener = kinds.get(kind);
        if (opener == null) {
            throw unknown(name, kind);
        }
        return opener;
    }

    private StudyException unknown(String name, String kind) {
        String advice = Nearest.near(kind, kinds.keySet())
                .map(near -> "Did you mean \"%s\"?".formatted(near + name.substring(kind.length())))
                .orElse("Write one of these in front of the model's name, such as ollama:NAME.");
        return new StudyException(
                Category.CONFIG,
                "\"%s\" names no known kind of model. Kinds: %s. %s",
                name,
                kinds.keySet().stream().map(k -> k + ":").collect(Collectors.joining(" ")),
                advice);
    }

    /// A server of chat completions anywhere, such as vLLM's, and the model's name there after `#`.
    private static ChatModel address(
            String name, Map<String, String> environment, Duration patience, RequestOptions options) {
        try {
            String model = new URI(name).getFragment();
            if (model == null || model.isBlank()) {
                throw badAddress(name, "it needs a host and, after #, the model's name there");
            }
            URI base = ServerAddress.of(name.substring(0, name.indexOf('#'))).uri();
            List<String> variables =
                    base.getHost().equals("openrouter.ai") ? List.of("OPENROUTER_API_KEY") : List.of("PARABLE_API_KEY");
            Optional<Key> key = Key.from(environment, variables);
            return new HttpModel(name, model, base, new OpenAiChat(Dialect.OPEN), key, patience, options);
        } catch (URISyntaxException e) {
            throw badAddress(name, e.getReason());
        } catch (ServerAddress.Unusable e) {
            throw badAddress(name, e.fault());
        }
    }

    private static StudyException badAddress(String name, String fault) {
        return new StudyException(
                Category.CONFIG,
                "\"%s\" is no address of a model: %s. Write it as http://host:port/v1#NAME, with %%20 for a space and %%22 for a"
                        + " quotation mark; a key goes into the environment variable PARABLE_API_KEY.",
                name,
                fault);
    }
}
