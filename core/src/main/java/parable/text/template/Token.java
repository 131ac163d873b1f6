package parable.text.template;

/// One piece of a template's source.
///
/// @param text its content: the data, the name, the value of a string, the operator
/// @param line from 1
record Token(Kind kind, String text, int line) {
    enum Kind {
        DATA,
        BLOCK_BEGIN,
        BLOCK_END,
        OUTPUT_BEGIN,
        OUTPUT_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean is(Kind kind, String text) {
        return this.kind == kind && this.text.equals(text);
    }

    /// For messages.
    String shown() {
        return switch (kind) {
            case END -> "the end of the template";
            case BLOCK_END -> "%}";
            case OUTPUT_END -> "}}";
            default -> "\"" + (text.length() <= 60 ? text : text.substring(0, 60) + " [cut]") + "\"";
        };
    }
}
