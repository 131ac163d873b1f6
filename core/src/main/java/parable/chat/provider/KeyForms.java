package parable.chat.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The forms in which a server may echo a key: plain; in base64 of either alphabet, with any text before and after it;
/// in hexadecimal; with zero bytes between its letters, as in UTF-16; and each of these with letters written as
/// `\\u0041`, `\\\\u0041` or `%41`. Encodings of a key shorter than twelve characters are left alone: they could occur
/// in any text. A server that hides the key on purpose finds other forms; compressed or encrypted keys stay.
/// Immutable.
final class KeyForms {
    private static final String BLOT = "[key]";
    private static final int LONG_ENOUGH = 12;
    /// Four encodings inside each other write no more; without a limit a body of nothing but backslashes would
    /// take the square of its length.
    private static final int MOST_BACKSLASHES = 16;

    private final List<String> plain;
    private final Pattern escaped;

    KeyForms(String key) {
        plain = forms(key);
        escaped = Pattern.compile(plain.stream().map(KeyForms::escapes).collect(Collectors.joining("|")));
    }

    /// Bytes stand for letters one to one here, so those that are no text come back unchanged.
    byte[] blot(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1), clean = text;
        for (String form : plain) {
            clean = clean.replace(form, BLOT);
        }
        if (clean.indexOf('\\') >= 0 || clean.indexOf('%') >= 0) {
            clean = escaped.matcher(clean).replaceAll(BLOT);
        }
        return clean.equals(text) ? bytes : clean.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> forms(String key) {
        List<String> forms = new ArrayList<>(List.of(key));
        if (key.length() >= LONG_ENOUGH) {
            for (int before = 0; before < 3; before++) {
                forms.add(base64(key, before, Base64.getEncoder()));
                forms.add(base64(key, before, Base64.getUrlEncoder()));
            }
            String hex = HexFormat.of().formatHex(key.getBytes(StandardCharsets.US_ASCII));
            forms.add(hex);
            forms.add(hex.toUpperCase(Locale.ROOT));
            forms.add(key.chars().mapToObj(Character::toString).collect(Collectors.joining("\0")));
        }
        return forms.stream().distinct().toList();
    }

    /// The letters that the key alone decides when `before` bytes stand before it: three bytes are four letters of
    /// six bits.
    private static String base64(String key, int before, Base64.Encoder encoder) {
        byte[] bytes = new byte[before + key.length()];
        Arrays.fill(bytes, (byte) ' ');
        System.arraycopy(key.getBytes(StandardCharsets.US_ASCII), 0, bytes, before, key.length());
        int first = (8 * before + 5) / 6, end = 8 * bytes.length / 6;
        return encoder.withoutPadding().encodeToString(bytes).substring(first, end);
    }

    private static String escapes(String form) {
        return form.chars()
                .mapToObj(c -> "(?:\\\\{0,%1$d}%2$s|\\\\{1,%1$d}u00(?i:%3$02x)|%%(?i:%3$02x))"
                        .formatted(MOST_BACKSLASHES, Pattern.quote(Character.toString(c)), c))
                .collect(Collectors.joining());
    }
}
