package parable.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parable.text.template.Token.Kind;

/// Reads a whole template. Confined to one thread.
final class StatementParser {
    private final TokenStream stream;
    private final ExpressionParser expressions;

    private StatementParser(TokenStream stream) {
        this.stream = stream;
        this.expressions = new ExpressionParser(stream);
    }

    static List<Statement> parse(String source) {
        StatementParser parser = new StatementParser(new TokenStream(Lexer.tokens(source)));
        List<Statement> statements = parser.until(Set.of());
        if (!parser.stream.sees(Kind.END)) {
            throw parser.stream.unexpected("the end of the template");
        }
        return statements;
    }

    /// Statements up to a block tag of one of these names, or to the end when there are none.
    ///
    /// The tag's name is the current token afterwards.
    private List<Statement> until(Set<String> ends) {
        List<Statement> statements = new ArrayList<>();
        while (!stream.sees(Kind.END)) {
            Token token = stream.next();
            switch (token.kind()) {
                case DATA -> statements.add(new Statement.Data(token.text()));
                case OUTPUT_BEGIN -> {
                    statements.add(new Statement.Output(expressions.tuple(true)));
                    stream.expect(Kind.OUTPUT_END, "}}");
                }
                default -> {
                    if (ends.contains(stream.current().text())) {
                        return statements;
                    }
                    statements.add(block());
                }
            }
        }
        if (!ends.isEmpty()) {
            throw stream.unexpected("one of the tags " + ends);
        }
        return statements;
    }

    private Statement block() {
        Token tag = stream.expect(Kind.NAME, "the name of a tag");
        Meter.enter(tag.line());
        Statement block = block(tag);
        Meter.leave();
        return block;
    }

    private Statement block(Token tag) {
        return switch (tag.text()) {
            case "if" -> ifBlock();
            case "for" -> forBlock(tag.line());
            case "set" -> set(tag.line());
            case "macro" -> macro(tag.line());
            case "call" -> call(tag.line());
            case "filter" -> filter(tag.line());
            case "with" -> with(tag.line());
            case "generation" -> {
                end();
                yield new Statement.Generation(body("endgeneration"), tag.line());
            }
            case "break" -> {
                end();
                yield new Statement.Break();
            }
            case "continue" -> {
                end();
                yield new Statement.Continue();
            }
            default ->
                throw new TemplateException(
                        tag.line(),
                        "the tag \"%s\" is not supported; if, for, set, macro, call, filter, with, generation, break,"
                                + " continue and raw are",
                        tag.text());
        };
    }

    private void end() {
        stream.expect(Kind.BLOCK_END, "%}");
    }

    private List<Statement> body(String end) {
        List<Statement> body = until(Set.of(end));
        stream.next();
        if (end.equals("endmacro") && stream.sees(Kind.NAME)) {
            stream.next(); // the macro's name may be said again
        }
        end();
        return body;
    }

    private Statement ifBlock() {
        List<Statement.Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        String tag = "elif";
        while (tag.equals("elif")) {
            Expression condition = expressions.tuple(false);
            end();
            branches.add(new Statement.Branch(condition, until(Set.of("elif", "else", "endif"))));
            tag = stream.next().text();
        }
        if (tag.equals("else")) {
            end();
            otherwise = body("endif");
        } else {
            end();
        }
        return new Statement.If(branches, otherwise);
    }

    private Statement forBlock(int line) {
        Statement.Target target = target();
        if (!stream.skipName("in")) {
            throw stream.unexpected("\"in\"");
        }
        Expression over = expressions.tuple(false);
        Optional<Expression> condition =
                stream.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
        if (stream.seesName("recursive")) {
            throw new TemplateException(line, "recursive loops are not supported");
        }
        end();
        List<Statement> body = until(Set.of("else", "endfor"));
        if (stream.next().text().equals("else")) {
            end();
            return new Statement.For(target, over, condition, body, body("endfor"), line);
        }
        end();
        return new Statement.For(target, over, condition, body, List.of(), line);
    }

    private Statement set(int line) {
        Statement.Target target = target();
        if (stream.skipOperator("=")) {
            Expression value = expressions.tuple(true);
            end();
            return new Statement.Assign(target, value, line);
        }
        List<Expression.Filter> filters = new ArrayList<>();
        while (stream.seesOperator("|")) {
            filters.add(expressions.filter(Optional.empty()));
        }
        end();
        return new Statement.AssignBlock(target, filters, body("endset"), line);
    }

    private Statement.Target target() {
        boolean bracket = stream.skipOperator("(");
        List<String> names = new ArrayList<>(List.of(name()));
        if (stream.skipOperator(".")) {
            return new Statement.Target.Member(names.getFirst(), name());
        }
        boolean several = bracket;
        while (stream.skipOperator(",")) {
            several = true;
            if (stream.sees(Kind.NAME) && !stream.seesName("in")) {
                names.add(name());
            }
        }
        if (bracket) {
            stream.expectOperator(")");
        }
        return several ? new Statement.Target.Several(names) : new Statement.Target.Single(names.getFirst());
    }

    private String name() {
        return stream.expect(Kind.NAME, "a name").text();
    }

    private Statement macro(int line) {
        String name = name();
        return macro(name, parameters(), "endmacro", line);
    }

    private List<Statement.Parameter> parameters() {
        stream.expectOperator("(");
        List<Statement.Parameter> parameters = new ArrayList<>();
        while (!stream.skipOperator(")")) {
            if (!parameters.isEmpty()) {
                stream.expectOperator(",");
            }
            String parameter = name();
            parameters.add(new Statement.Parameter(
                    parameter, stream.skipOperator("=") ? Optional.of(expressions.expression()) : Optional.empty()));
        }
        return parameters;
    }

    private Statement.Macro macro(String name, List<Statement.Parameter> parameters, String tag, int line) {
        end();
        int begin = stream.position();
        List<Statement> body = body(tag);
        Set<String> extras = stream.namesSince(begin, Set.of("varargs", "kwargs", "caller"));
        return new Statement.Macro(name, parameters, body, extras, line);
    }

    private Statement call(int line) {
        List<Statement.Parameter> parameters = stream.seesOperator("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw new TemplateException(line, "the tag \"call\" calls a macro, as in {%% call box() %%}");
        }
        return new Statement.CallBlock(call, macro("caller", parameters, "endcall", line));
    }

    private Statement filter(int line) {
        List<Expression.Filter> filters = new ArrayList<>(List.of(expressions.named(Optional.empty())));
        while (stream.seesOperator("|")) {
            filters.add(expressions.filter(Optional.empty()));
        }
        end();
        return new Statement.FilterBlock(filters, body("endfilter"), line);
    }

    private Statement with(int line) {
        List<Statement.Assign> values = new ArrayList<>();
        while (!stream.sees(Kind.BLOCK_END)) {
            if (!values.isEmpty()) {
                stream.expectOperator(",");
            }
            Statement.Target target = new Statement.Target.Single(name());
            stream.expectOperator("=");
            values.add(new Statement.Assign(target, expressions.expression(), line));
        }
        end();
        return new Statement.With(values, body("endwith"));
    }
}
