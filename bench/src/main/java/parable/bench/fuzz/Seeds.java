package parable.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import parable.ground.Journal;
import parable.trace.causal.NpyFile;

/// Small valid inputs of every reader.
final class Seeds {
    private static final List<byte[]> TOKENIZERS = texts("""
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":3,"content":"<s>","single_word":false,
            "lstrip":false,"rstrip":false,"normalized":false,"special":true}],"normalizer":{"type":"NFC"},"pre_tokenizer":
            {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},"post_processor":null,
            "decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true},
            "model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":null,"end_of_word_suffix":null,
            "fuse_unk":false,"byte_fallback":false,"ignore_merges":false,"vocab":{"a":0,"b":1,"ab":2},"merges":[["a","b"]]}}""", """
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":0,"content":"<unk>","single_word":false,
            "lstrip":false,"rstrip":false,"normalized":false,"special":true}],"normalizer":{"type":"Sequence","normalizers":
            [{"type":"Lowercase"},{"type":"Replace","pattern":{"String":" "},"content":"_"}]},"pre_tokenizer":{"type":
            "Whitespace"},"post_processor":null,"decoder":null,"model":{"type":"WordLevel","vocab":{"<unk>":0,"good":1,
            "dana":2},"unk_token":"<unk>"}}""", """
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,"pre_tokenizer":{"type":
            "Metaspace","replacement":"▁","prepend_scheme":"always","split":true},"post_processor":null,"decoder":{"type":
            "Metaspace","replacement":"▁","prepend_scheme":"always","split":true},"model":{"type":"Unigram","unk_id":0,"vocab":
            [["<unk>",0.0],["▁good",-1.5],["▁",-2.0],["d",-3.0]],"byte_fallback":false}}""", """
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":{"type":"BertNormalizer",
            "clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true},"pre_tokenizer":{"type":
            "BertPreTokenizer"},"post_processor":null,"decoder":{"type":"WordPiece","prefix":"##","cleanup":true},"model":
            {"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,
            "vocab":{"[UNK]":0,"good":1,"##s":2}}}""");

    private Seeds() {}

    static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static byte[] gzipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// A file that the program ships.
    static byte[] shipped(String name) {
        try (InputStream in = Seeds.class.getResourceAsStream("/parable/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<byte[]> tokenizers() {
        return TOKENIZERS;
    }

    static List<byte[]> safetensors() {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},\"b\":{\"dtype\":\"BF16\",\"shape\":[2],"
                + "\"data_offsets\":[16,20]},\"__metadata__\":{\"format\":\"pt\"}}";
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return List.of(ByteBuffer.allocate(8 + json.length + 20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array());
    }

    static List<byte[]> gguf() {
        ByteBuffer out = ByteBuffer.allocate(1 << 10).order(ByteOrder.LITTLE_ENDIAN);
        out.put("GGUF".getBytes(StandardCharsets.UTF_8)).putInt(3).putLong(1).putLong(3);
        string(out, "general.architecture").putInt(8);
        string(out, "llama");
        string(out, "llama.block_count").putInt(4).putInt(1);
        string(out, "tokenizer.ggml.tokens").putInt(9).putInt(8).putLong(2);
        string(out, "a");
        string(out, "b");
        string(out, "token_embd.weight").putInt(2).putLong(2).putLong(2).putInt(0).putLong(0);
        out.position(Math.ceilDiv(out.position(), 32) * 32 + 16);
        return List.of(Arrays.copyOf(out.array(), out.position()));
    }

    private static ByteBuffer string(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return out.putLong(bytes.length).put(bytes);
    }

    static List<byte[]> npy(Path folder) {
        Path file = folder.resolve("seed.npy");
        NpyFile.write(file, new float[][] {{1, 2}, {3, 4}});
        return List.of(bytes(file));
    }

    static List<byte[]> journals(Path folder) {
        Path file = folder.resolve("seed.journal");
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Journal journal = Journal.open(file)) {
            journal.append("{\"entry\":\"model\"}".getBytes(StandardCharsets.UTF_8));
            journal.append(new byte[40]);
        }
        return List.of(bytes(file));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
