package parable.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import parable.tensor.GgufMetadata;
import parable.text.ChatTemplates;
import parable.text.HfTokenizer;
import parable.text.TokenizerConfigFile;

/// How a published model reads and writes text: all of it but the weights.
///
/// @param stops     tokens that end an answer
/// @param words     special words by role, such as `eos_token`, for the chat template
/// @param templates for conversations; empty for models that were not taught to chat
public record ModelTexts(
        HfTokenizer tokenizer, Set<Integer> stops, SortedMap<String, String> words, Optional<ChatTemplates> templates)
        implements AutoCloseable {

    /// Words that end a turn, where a file names only the token that ends a document; as llama.cpp looks
    /// for them.
    static final List<String> TURN_ENDS =
            List.of("<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<end_of_turn>", "<|end|>", "<|endoftext|>");

    private static final String GENERATION = "generation_config.json";

    public ModelTexts {
        stops = Collections.unmodifiableSet(new TreeSet<>(stops));
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    }

    static ModelTexts of(Path folder, LlamaConfigFile config) {
        Set<Integer> ends = new TreeSet<>(config.ends());
        ends.addAll(generationEnds(folder.resolve(GENERATION), config.decoder().vocabulary()));
        TokenizerConfigFile texts = TokenizerConfigFile.read(folder);
        HfTokenizer tokenizer = HfTokenizer.read(folder);
        try {
            Optional.ofNullable(texts.words().get("eos_token"))
                    .ifPresent(word -> tokenizer.find(word).ifPresent(ends::add));
            return new ModelTexts(tokenizer, ends, texts.words(), texts.templates());
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /// `eos_token_id`, one or several, of a `generation_config.json`; none when there is no such file.
    private static List<Integer> generationEnds(Path file, int vocabulary) {
        return Files.exists(file) ? ConfigJson.read(file).ids("eos_token_id", vocabulary) : List.of();
    }

    /// Files of a folder that decide what is read and written, besides the weights.
    static Stream<Path> files(Path folder) {
        TokenizerConfigFile texts = TokenizerConfigFile.read(folder);
        String words = texts.added().isEmpty()
                ? HfTokenizer.NAME
                : String.valueOf(texts.addedBy().getFileName());
        return Stream.of(LlamaConfigFile.NAME, GENERATION, HfTokenizer.NAME, words)
                .distinct()
                .map(folder::resolve)
                .filter(Files::exists);
    }

    static ModelTexts of(GgufMetadata metadata, int vocabulary) {
        GgufTokens tokens = GgufTokens.of(metadata, vocabulary);
        HfTokenizer tokenizer = tokens.tokenizer();
        try {
            return new ModelTexts(tokenizer, tokens.ends(TURN_ENDS), tokens.words(), GgufTokens.templates(metadata));
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
