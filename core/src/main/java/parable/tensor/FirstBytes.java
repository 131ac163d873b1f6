package parable.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Tells what a file is by how it begins, for a reader that expected another format.
public final class FirstBytes {
    private static final int LOOKED_AT = 256;

    private static final String PAGE = "an HTML page, as a download that failed leaves it. Download the file again",
            PICKLE = "a Python pickle, as PyTorch saves. Save the model again as safetensors",
            GGML = "a GGML file from before GGUF. Convert the model again with a current converter";

    /// What each beginning means and what to do.
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry(
                    "version https://git-lfs",
                    "a Git LFS pointer, which names the file and does not hold it. Fetch the file itself (git lfs pull)"),
            Map.entry("<!doctype", PAGE),
            Map.entry("<!DOCTYPE", PAGE),
            Map.entry("<html", PAGE),
            Map.entry("<HTML", PAGE),
            Map.entry("PK\3\4", PICKLE),
            Map.entry("\u0080\2", PICKLE),
            Map.entry("GGUF", "a GGUF file. Name it as gguf:FILE"),
            Map.entry("tjgg", GGML),
            Map.entry("fmgg", GGML),
            Map.entry("lmgg", GGML),
            Map.entry("\u001f\u008b", "a gzip archive. Unpack it first"),
            Map.entry("\u0089HDF", "an HDF5 file, as TensorFlow saves. Save the model again as safetensors"));

    private FirstBytes() {}

    /// @return what lies there and what to do, to follow "is"; empty where the beginning is of no known kind
    public static Optional<String> of(byte[] first) {
        String text = new String(first, StandardCharsets.ISO_8859_1);
        Optional<String> known = KNOWN.entrySet().stream()
                .filter(kind -> text.stripLeading().startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        boolean isBlank = first.length >= 16 && Arrays.equals(first, new byte[first.length]);
        return isBlank ? Optional.of("zeros, as a download that stopped leaves it. Download it again") : known;
    }

    static Optional<String> of(MemorySegment whole) {
        return of(whole.asSlice(0, Math.min(LOOKED_AT, whole.byteSize())).toArray(ValueLayout.JAVA_BYTE));
    }
}
