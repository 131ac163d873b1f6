package parable.model;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import parable.ground.StudyException;
import parable.tensor.DType;
import parable.tensor.SafetensorsFile;
import parable.tensor.SafetensorsFolder;
import parable.tensor.Scope;
import parable.tensor.StoredTensor;
import parable.tensor.Tensor;

/// Weights of a folder in Hugging Face layout, in one file or sharded.
///
/// @param isTied whether the configuration says that the output head is the embedding table
record SafetensorsWeights(SafetensorsFolder files, boolean isTied) implements WeightSource {
    private static final String HEAD = "lm_head.weight", EMBEDDING = "model.embed_tokens.weight";
    private static final Pattern LAYER = Pattern.compile("^model\\.layers\\.(\\d{1,9})\\.");

    static SafetensorsWeights open(Path folder, boolean isTied) {
        SafetensorsWeights opened = new SafetensorsWeights(SafetensorsFolder.open(folder), isTied);
        try {
            opened.requireOneHead();
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public String origin() {
        return files.path().toString();
    }

    @Override
    public Set<String> storedNames() {
        return files.names();
    }

    @Override
    public String storedName(String name) {
        return name;
    }

    @Override
    public Pattern layerNumber() {
        return LAYER;
    }

    /// Rotary frequencies, which old files carry and every reader works out, and tensors without elements. A head
    /// is one where it repeats a tied embedding table ([#requireOneHead]).
    @Override
    public boolean isHarmless(String storedName) {
        return storedName.endsWith("rotary_emb.inv_freq")
                || isTied && storedName.equals(HEAD)
                || stored(storedName).bytes() == 0;
    }

    private StoredTensor stored(String name) {
        return files.fileOf(name).entry(name);
    }

    @Override
    public long[] shape(String name) {
        dtype(files.fileOf(name), stored(name));
        return stored(name).shape();
    }

    /// A tied head may be stored too, as `.bin` files always do, but must say the same: transformers 4 takes the
    /// embedding table for it, transformers 5 the stored head.
    private void requireOneHead() {
        if (!isTied || !files.has(HEAD) || !files.has(EMBEDDING)) {
            return;
        }
        boolean isSame = stored(HEAD).type() == stored(EMBEDDING).type()
                && files.fileOf(HEAD)
                                .bytes(HEAD)
                                .mismatch(files.fileOf(EMBEDDING).bytes(EMBEDDING))
                        < 0;
        if (!isSame) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    "%s says twice what the output head is, and differently: config.json ties it to the embedding table,"
                            + " the weights hold another \"%s\". If the stored head is the right one, set"
                            + " \"tie_word_embeddings\" to false; else take it out of the weights.",
                    files.path(),
                    HEAD);
        }
    }

    @Override
    public void copy(String name, Tensor target) {
        SafetensorsFile file = files.fileOf(name);
        StoredTensor stored = file.entry(name);
        try (Scope _ = Scope.open()) {
            Tensor value = Tensor.ofBytes(file.bytes(name), dtype(file, stored), stored.shape());
            target.copyInPlace(value); // widens 16-bit floats
        }
    }

    @Override
    public void close() {
        files.close();
    }

    private static DType dtype(SafetensorsFile file, StoredTensor stored) {
        return switch (stored.type()) {
            case F32 -> DType.FLOAT32;
            case F16 -> DType.FLOAT16;
            case BF16 -> DType.BFLOAT16;
            case F64 -> DType.FLOAT64;
            default ->
                throw new StudyException(
                        StudyException.Category.CHECKPOINT,
                        "%s holds \"%s\" as %s; weights are read from F64, F32, F16 or BF16.",
                        file.path(),
                        stored.name(),
                        stored.type());
        };
    }
}
