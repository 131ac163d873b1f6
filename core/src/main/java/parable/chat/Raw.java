package parable.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Bytes kept exactly. In JSON they stand as text when they are UTF-8, else as `{"base64": …}`.
public final class Raw {
    private static final String BASE64 = "base64";

    private final byte[] bytes;

    private Raw(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Raw of(byte[] bytes) {
        return new Raw(bytes.clone());
    }

    public static Raw of(String text) {
        return new Raw(text.getBytes(StandardCharsets.UTF_8));
    }

    @JsonCreator
    static Raw read(JsonNode node) {
        return node.isString()
                ? of(node.stringValue())
                : new Raw(Base64.getDecoder().decode(node.get(BASE64).stringValue()));
    }

    @JsonValue
    Object written() {
        String text = text();
        return of(text).equals(this) ? text : Map.of(BASE64, Base64.getEncoder().encodeToString(bytes));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    /// As UTF-8; bytes that are not become U+FFFD.
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Raw raw && Arrays.equals(bytes, raw.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "%d bytes".formatted(bytes.length);
    }
}
