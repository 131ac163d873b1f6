package parable.text.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.text.template.Token.Kind;

/// Cuts a template into tokens as Jinja2 does with `trim_blocks` and `lstrip_blocks` on, which is how chat
/// templates are read: a line break after a block tag goes, and so does white space before one at the start of
/// its line (Jinja2 3.1, `lexer.py`). Confined to one thread.
final class Lexer {
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");
    private static final Pattern BEGIN = Pattern.compile("\\{[{%#][-+]?");
    private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(?:-%}\\s*|%})");
    private static final Pattern END_RAW = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%}|-%}\\s*|%}\n?)");
    private static final Pattern END_COMMENT = Pattern.compile("\\+#}|-#}\\s*|#}\n?");
    private static final Pattern END_BLOCK = Pattern.compile("\\+%}|-%}\\s*|%}\n?");
    private static final Pattern END_OUTPUT = Pattern.compile("-}}\\s*|}}");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern FLOAT = Pattern.compile(
            "\\d+(?:_\\d+)*+(?:\\.\\d+(?:_\\d+)*+)?[eE][-+]?\\d+" + "|\\d+(?:_\\d+)*+\\.\\d+(?:_\\d+)*+");
    private static final Pattern INTEGER = Pattern.compile("\\d+(?:_\\d+)*+");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*", Pattern.UNICODE_CHARACTER_CLASS);
    /// Possessive, as all groups here that repeat: the JDK walks them without its stack.
    private static final Pattern STRING =
            Pattern.compile("'((?:[^'\\\\]|\\\\.)*+)'|\"((?:[^\"\\\\]|\\\\.)*+)\"", Pattern.DOTALL);
    /// Characters of a template at most; published ones have up to some 100,000.
    private static final int LONGEST = 1_000_000;
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean startsLine = true;
    private int line = 1;
    private int counted;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String template) {
        if (template.length() > LONGEST) {
            throw new TemplateException(
                    1, "the template has %d characters; it may have %d", template.length(), LONGEST);
        }
        String source = LINE_BREAK.matcher(template).replaceAll("\n");
        // One line break at the end belongs to the file, not to the text.
        Lexer lexer = new Lexer(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
        lexer.run();
        return List.copyOf(lexer.tokens);
    }

    private void run() {
        Matcher begin = BEGIN.matcher(source);
        while (begin.find(at)) {
            String tag = begin.group();
            data(source.substring(at, begin.start()), tag);
            char kind = tag.charAt(1);
            if (kind == '#') {
                at = begin.end();
                skipComment();
            } else if (kind == '%'
                    && RAW.matcher(source)
                            .region(begin.start(), source.length())
                            .lookingAt()) {
                raw(begin.start());
            } else {
                at = begin.end();
                tag(kind == '%');
            }
        }
        data(source.substring(at), "");
        add(Kind.END, "");
    }

    private void data(String text, String tag) {
        String kept = text;
        if (tag.endsWith("-")) {
            kept = Python.stripEnd(text);
        } else if (!tag.endsWith("+") && !tag.isEmpty() && tag.charAt(1) != '{') {
            int lineStart = text.lastIndexOf('\n') + 1;
            boolean onlySpace = Python.stripEnd(text.substring(lineStart)).isEmpty();
            if ((lineStart > 0 || startsLine) && onlySpace) {
                kept = text.substring(0, lineStart);
            }
        }
        if (!kept.isEmpty()) {
            add(Kind.DATA, kept);
        }
    }

    private void skipComment() {
        Matcher end = END_COMMENT.matcher(source);
        if (!end.find(at)) {
            throw new TemplateException(line(), "this comment has no end; close it with #}");
        }
        leave(end);
    }

    private void raw(int begin) {
        Matcher start = RAW.matcher(source).region(begin, source.length());
        boolean _ = start.lookingAt();
        leave(start);
        Matcher end = END_RAW.matcher(source);
        if (!end.find(at)) {
            throw new TemplateException(line(), "this raw block has no end; close it with {%% endraw %%}");
        }
        data(source.substring(at, end.start()), "{%" + end.group(1));
        leave(end);
    }

    /// The text between the brackets of a tag.
    private void tag(boolean block) {
        add(block ? Kind.BLOCK_BEGIN : Kind.OUTPUT_BEGIN, "");
        Deque<Character> open = new ArrayDeque<>();
        Pattern end = block ? END_BLOCK : END_OUTPUT;
        int begun = line();
        while (at < source.length()) {
            Matcher here = end.matcher(source).region(at, source.length());
            if (open.isEmpty() && here.lookingAt()) {
                add(block ? Kind.BLOCK_END : Kind.OUTPUT_END, "");
                leave(here);
                return;
            }
            token(open);
        }
        throw new TemplateException(begun, "this tag has no end; close it with %s", block ? "%}" : "}}");
    }

    private void token(Deque<Character> open) {
        Matcher here = SPACE.matcher(source).region(at, source.length());
        if (here.lookingAt()) {
            at = here.end();
        } else if (source.charAt(at - 1) != '.' && matches(here, FLOAT)) { // x.0.1 asks for entry 0, then 1
            take(Kind.FLOAT, here);
        } else if (matches(here, INTEGER)) {
            take(Kind.INTEGER, here);
        } else if (matches(here, NAME)) {
            take(Kind.NAME, here);
        } else if (matches(here, STRING)) {
            String inside = here.group(1) != null ? here.group(1) : here.group(2);
            add(Kind.STRING, Python.unescaped(inside, line()));
            at = here.end();
        } else if (matches(here, OPERATOR)) {
            balance(open, here.group().charAt(0));
            take(Kind.OPERATOR, here);
        } else {
            throw new TemplateException(line(), "unexpected character %s", Python.repr(source.substring(at, at + 1)));
        }
    }

    private boolean matches(Matcher here, Pattern pattern) {
        return here.usePattern(pattern).region(at, source.length()).lookingAt();
    }

    private void take(Kind kind, Matcher match) {
        add(kind, match.group());
        at = match.end();
    }

    private void balance(Deque<Character> open, char bracket) {
        int closing = ")]}".indexOf(bracket);
        if ("([{".indexOf(bracket) >= 0) {
            open.push(bracket);
        } else if (closing >= 0) {
            if (open.isEmpty() || open.pop() != "([{".charAt(closing)) {
                throw new TemplateException(line(), "unexpected \"%s\"", bracket);
            }
        }
    }

    private void leave(Matcher match) {
        at = match.end();
        startsLine = match.group().endsWith("\n");
    }

    private void add(Kind kind, String text) {
        Meter.work(1);
        tokens.add(new Token(kind, text, line()));
    }

    /// Of `at`, which only grows.
    private int line() {
        while (counted < Math.min(at, source.length())) {
            line += source.charAt(counted++) == '\n' ? 1 : 0;
        }
        return line;
    }
}
