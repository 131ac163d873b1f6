package parable.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.tensor.GgufFile;
import parable.tensor.Scope;
import parable.text.HfTokenizer;
import parable.text.TokenizerConfigFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A published model with open weights, ready to read and write: decoder, tokenizer, and what it needs to
/// hold a conversation. Confined to one thread at a time; closing it frees the weights.
///
/// @param stops    tokens that end an answer
/// @param words    special words by role, such as `eos_token`, for the chat template
/// @param template source of the chat template; empty for models that were not taught to chat
/// @param files    whose bytes decide what the model computes
public record OpenModel(
        Decoder decoder,
        HfTokenizer tokenizer,
        Set<Integer> stops,
        SortedMap<String, String> words,
        Optional<String> template,
        List<Path> files)
        implements AutoCloseable {

    /// Positions prepared for at most: tables for 131,072 positions take 134 MB and a conversation of that
    /// length days on a processor. 32,768 is arbitrary beyond that.
    private static final int LONGEST = 32_768;

    /// Words that end a turn, where a file names only the token that ends a document; as llama.cpp looks
    /// for them.
    private static final List<String> TURN_ENDS =
            List.of("<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<end_of_turn>", "<|end|>", "<|endoftext|>");

    public OpenModel {
        stops = Collections.unmodifiableSet(new TreeSet<>(stops));
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
        files = List.copyOf(files);
    }

    /// A folder in Hugging Face layout: `config.json`, safetensors in one file or sharded, `tokenizer.json`.
    ///
    /// @throws parable.ground.StudyException when something is missing or the model is of another family
    public static OpenModel hf(Path folder) {
        LlamaConfigFile config = LlamaConfigFile.read(folder);
        TokenizerConfigFile texts = TokenizerConfigFile.read(folder);
        try (SafetensorsWeights weights = SafetensorsWeights.open(folder)) {
            HfTokenizer tokenizer = HfTokenizer.read(folder);
            try {
                Decoder decoder = decoder(config, weights);
                Set<Integer> stops = new TreeSet<>(config.ends() == null ? List.of() : config.ends());
                stops.addAll(generationEnds(folder.resolve("generation_config.json")));
                Optional.ofNullable(texts.words().get("eos_token"))
                        .ifPresent(word -> tokenizer.find(word).ifPresent(stops::add));
                List<Path> files = Stream.concat(
                                weights.files().paths().stream(),
                                Stream.of("config.json", "generation_config.json", "tokenizer.json")
                                        .map(folder::resolve)
                                        .filter(Files::exists))
                        .toList();
                return new OpenModel(decoder, tokenizer, stops, texts.words(), texts.template(), files);
            } catch (RuntimeException e) {
                tokenizer.close();
                throw e;
            }
        }
    }

    /// One GGUF file; its tensors are dequantized to float32.
    ///
    /// @throws parable.ground.StudyException when the model is of another family, or cut or quantized in a
    ///     way that is not known here
    public static OpenModel gguf(Path path) {
        try (GgufFile file = GgufFile.open(path)) {
            GgufTokens tokens = GgufTokens.of(file.metadata());
            HfTokenizer tokenizer = tokens.tokenizer();
            try {
                Decoder decoder = decoder(file);
                Optional<String> template = file.metadata().optionalText("tokenizer.chat_template");
                return new OpenModel(
                        decoder, tokenizer, tokens.ends(TURN_ENDS), tokens.words(), template, List.of(path));
            } catch (RuntimeException e) {
                tokenizer.close();
                throw e;
            }
        }
    }

    /// The decoder alone, for reading.
    static Decoder decoder(LlamaConfigFile config, SafetensorsWeights weights) {
        return filled(config.decoder(LONGEST), config.dialect(), weights);
    }

    /// The decoder alone, for reading.
    static Decoder decoder(GgufFile file) {
        GgufArchitecture architecture = GgufArchitecture.of(file);
        DecoderConfig config = architecture.config(file, LONGEST);
        GgufWeights weights = new GgufWeights(file, config.attention(), architecture.isPermuted());
        return filled(config, architecture.dialect(file), weights);
    }

    private static Decoder filled(DecoderConfig config, Dialect dialect, WeightSource weights) {
        Decoder decoder = Decoder.frozen(config, dialect);
        try (Scope _ = Scope.open()) {
            weights.fill(decoder.parameters());
            return decoder;
        } catch (RuntimeException e) {
            decoder.close();
            throw e;
        }
    }

    /// `eos_token_id`, one or several, of a `generation_config.json`; none when there is no such file.
    private static Collection<Integer> generationEnds(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            JsonNode ends = Json.mapper().readTree(Files.readString(file)).path("eos_token_id");
            return (ends.isArray() ? ends.valueStream() : Stream.of(ends))
                    .filter(JsonNode::isInt)
                    .map(JsonNode::intValue)
                    .toList();
        } catch (JacksonException | IOException e) {
            throw new CorruptFileException(file, "its eos_token_id could not be read (%s)", e.getMessage());
        }
    }

    @Override
    public void close() {
        decoder.close();
        tokenizer.close();
    }
}
