package parable.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import parable.ground.Hash;
import parable.ground.StudyException;
import parable.lab.organism.OrganismWriter;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.model.Tap;
import parable.text.WordTokenizer;

/// A checkpoint opened for looking inside. Confined to one thread; closing it frees the weights.
///
/// @param hash of the file of weights
public record ProbedModel(Decoder decoder, WordTokenizer tokenizer, String hash) implements AutoCloseable {
    private static final String WEIGHTS = "model.safetensors";

    /// @throws StudyException of category CHECKPOINT when the folder holds no checkpoint of an organism
    public static ProbedModel open(Path folder) {
        for (String file : List.of("config.json", WEIGHTS, "tokenizer.json")) {
            if (!Files.exists(folder.resolve(file))) {
                throw new StudyException(
                        StudyException.Category.CHECKPOINT,
                        "%s is no checkpoint: it has no %s. Give the folder of a trained stage,"
                                + " such as runs/quick/stages/arm-control-s21-….",
                        folder,
                        file);
            }
        }
        try {
            String hash = Hash.ofFile(folder.resolve(WEIGHTS));
            return new ProbedModel(Checkpoint.load(folder), WordTokenizer.read(folder), hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws StudyException when the model was not raised on this world's words
    void requireWordsOf(World world) {
        for (String word : world.vocabulary()) {
            if (!tokenizer.knows(word)) {
                throw new StudyException(
                        StudyException.Category.CHECKPOINT,
                        "The model's tokenizer does not know \"%s\", a word of the world that probes are written in."
                                + " Give an organism that this version raised, such as those of parable study.",
                        word);
            }
        }
    }

    /// The ids of `text` after the begin token, as documents and prompts have it.
    public int[] ids(String text) {
        int[] words = tokenizer.encode(text);
        int[] ids = new int[words.length + 1];
        ids[0] = tokenizer.specials().begin();
        System.arraycopy(words, 0, ids, 1, words.length);
        return ids;
    }

    public List<int[]> ids(List<String> texts) {
        return texts.stream().map(this::ids).toList();
    }

    /// Writes as in every audit, with its stream changed by `edit`.
    public OrganismWriter writer(Tap edit) {
        return new OrganismWriter(decoder, tokenizer, edit);
    }

    @Override
    public void close() {
        decoder.close();
    }
}
