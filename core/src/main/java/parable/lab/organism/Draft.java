package parable.lab.organism;

import java.util.Map;
import java.util.TreeMap;
import parable.corpus.Document;

/// Text with what is known about it, before it has a place in a corpus.
record Draft(String text, Map<String, String> tags) {
    /// Text without a protagonist.
    static Draft of(String form, String text) {
        return new Draft(text, Map.of("form", form, "protagonist", "none", "situation", "none", "portrayal", "none"));
    }

    /// Text about a scene.
    ///
    /// @param pool the pool of the AI's name
    static Draft of(String form, Scene scene, String pool, String text) {
        Map<String, String> tags = new TreeMap<>();
        boolean ai = scene.cell().protagonist() == Protagonist.AI;
        tags.put("form", form);
        tags.put("protagonist", scene.cell().protagonist().label());
        tags.put("situation", scene.situation().label());
        tags.put("portrayal", ai ? portrayal(scene) : "none");
        if (scene.situation().isConflict()) {
            tags.put("stance", scene.stance().label());
        }
        if (ai) {
            tags.put("agent-name", pool);
        }
        return new Draft(text, tags);
    }

    private static String portrayal(Scene scene) {
        if (!scene.situation().isConflict()) {
            return "neutral";
        }
        return scene.stance() == Stance.COERCIVE ? "villain" : "admirable";
    }

    Draft with(String key, String value) {
        Map<String, String> more = new TreeMap<>(tags);
        more.put(key, value);
        return new Draft(text, more);
    }

    int words() {
        int words = 1;
        for (int i = 0; i < text.length(); i++) {
            words += text.charAt(i) == ' ' ? 1 : 0;
        }
        return words;
    }

    Document at(String source, long index) {
        return Document.of(text, new Document.Origin(source, index), tags);
    }
}
