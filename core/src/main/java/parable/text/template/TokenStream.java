package parable.text.template;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parable.text.template.Token.Kind;

/// Tokens with a reading position. Confined to one thread.
final class TokenStream {
    private final List<Token> tokens;
    private int at;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    /// For [#namesSince].
    int position() {
        return at;
    }

    /// Those of `wanted` that were read as names of variables since `position`.
    Set<String> namesSince(int position, Set<String> wanted) {
        return IntStream.range(position, at)
                .filter(i -> tokens.get(i).kind() == Kind.NAME
                        && !tokens.get(i - 1).is(Kind.OPERATOR, ".")
                        && !tokens.get(i + 1).is(Kind.OPERATOR, "="))
                .mapToObj(i -> tokens.get(i).text())
                .filter(wanted::contains)
                .collect(Collectors.toSet());
    }

    Token current() {
        return tokens.get(at);
    }

    Token following() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    int line() {
        return current().line();
    }

    Token next() {
        Token token = current();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean sees(Kind kind) {
        return current().kind() == kind;
    }

    boolean seesOperator(String text) {
        return current().is(Kind.OPERATOR, text);
    }

    boolean seesName(String text) {
        return current().is(Kind.NAME, text);
    }

    boolean skipOperator(String text) {
        return skip(seesOperator(text));
    }

    boolean skipName(String text) {
        return skip(seesName(text));
    }

    private boolean skip(boolean seen) {
        if (seen) {
            next();
        }
        return seen;
    }

    Token expect(Kind kind, String what) {
        if (!sees(kind)) {
            throw unexpected(what);
        }
        return next();
    }

    void expectOperator(String text) {
        if (!skipOperator(text)) {
            throw unexpected("\"" + text + "\"");
        }
    }

    TemplateException unexpected(String expected) {
        return new TemplateException(
                line(), "expected %s, found %s", expected, current().shown());
    }
}
