package parable.export;

import java.util.LinkedHashMap;
import java.util.Map;
import parable.ground.Hash;

/// Long texts of one sample, kept once and referred to. Confined to one thread.
final class Attachments {
    private static final String PROTOCOL = "attachment://";
    /// Inspect's own bound.
    private static final int LONG = 100;

    private final Map<String, String> texts = new LinkedHashMap<>();

    /// The text itself, or a reference where it is long.
    String refer(String text) {
        return text.length() > LONG ? kept(text) : guarded(text);
    }

    /// The text itself, save where a reader would take it for a reference: a model may well write one.
    String guarded(String text) {
        return text.startsWith(PROTOCOL) ? kept(text) : text;
    }

    private String kept(String text) {
        String key = Hash.of(text).substring(0, 32);
        texts.put(key, text);
        return PROTOCOL + key;
    }

    Map<String, String> texts() {
        return texts;
    }
}
