package parable.text.template;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A parsed expression. `line` is for messages.
sealed interface Expression {
    int line();

    record Constant(Value value, int line) implements Expression {}

    record Name(String name, int line) implements Expression {}

    record Attribute(Expression of, String name, int line) implements Expression {}

    record Index(Expression of, Expression key, int line) implements Expression {}

    record Slice(
            Expression of, Optional<Expression> start, Optional<Expression> stop, Optional<Expression> step, int line)
            implements Expression {}

    record Call(Expression callee, Arguments arguments, int line) implements Expression {}

    /// @param input empty in a filter that is applied to a block
    record Filter(Optional<Expression> input, String name, Arguments arguments, int line) implements Expression {}

    record Test(Expression input, String name, Arguments arguments, int line) implements Expression {}

    record Unary(String operator, Expression operand, int line) implements Expression {}

    record Binary(String operator, Expression left, Expression right, int line) implements Expression {}

    /// A chain such as `a < b <= c`.
    record Comparison(Expression first, List<Step> steps, int line) implements Expression {}

    record Step(String operator, Expression right) {}

    /// @param otherwise absent: the value is missing when the condition does not hold
    record Conditional(Expression condition, Expression then, Optional<Expression> otherwise, int line)
            implements Expression {}

    record ListOf(List<Expression> items, boolean isTuple, int line) implements Expression {}

    record DictOf(List<Entry> entries, int line) implements Expression {}

    record Entry(Expression key, Expression value) {}

    /// @param spread      a list after `*`, whose items follow the positional ones
    /// @param spreadNamed a mapping after `**`
    record Arguments(
            List<Expression> positional,
            SequencedMap<String, Expression> named,
            Optional<Expression> spread,
            Optional<Expression> spreadNamed) {}
}
