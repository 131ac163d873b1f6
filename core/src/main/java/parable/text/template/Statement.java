package parable.text.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A parsed statement. `line` is for messages.
sealed interface Statement {
    record Data(String text) implements Statement {}

    record Output(Expression expression) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record Branch(Expression condition, List<Statement> body) {}

    /// @param otherwise runs when there was nothing to loop over
    record For(
            Target target,
            Expression over,
            Optional<Expression> condition,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    record Assign(Target target, Expression value, int line) implements Statement {}

    /// @param filters applied to the text of the body, in order; their input is empty
    record AssignBlock(Target target, List<Expression.Filter> filters, List<Statement> body, int line)
            implements Statement {}

    /// @param extras those of `varargs`, `kwargs` and `caller` that the body names: only a macro that does takes
    /// them
    record Macro(String name, List<Parameter> parameters, List<Statement> body, Set<String> extras, int line)
            implements Statement {}

    /// A macro's call; the block between the tags is its `caller`.
    record CallBlock(Expression.Call call, Macro caller) implements Statement {}

    record FilterBlock(List<Expression.Filter> filters, List<Statement> body, int line) implements Statement {}

    record With(List<Assign> values, List<Statement> body) implements Statement {}

    record Parameter(String name, Optional<Expression> otherwise) {}

    /// What the model is to learn to write, as transformers marks it.
    record Generation(List<Statement> body, int line) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}

    /// Where an assignment or a loop puts its value.
    sealed interface Target {
        record Single(String name) implements Target {}

        record Several(List<String> names) implements Target {}

        /// An entry of a namespace.
        record Member(String space, String name) implements Target {}
    }
}
