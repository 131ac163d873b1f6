package parable.text;

import tools.jackson.databind.JsonNode;

/// Pieces of strangers' files in messages, cut short.
final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    static String text(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " [cut]";
    }

    static String node(JsonNode node) {
        if (node.isString()) {
            return "\"" + text(node.stringValue()) + "\"";
        }
        return node.isContainer() ? "a list or object of %d".formatted(node.size()) : text(node.toString());
    }
}
