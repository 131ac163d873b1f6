package parable.lab.organism;

import java.util.List;

/// One piece of a parsed template.
sealed interface Node {
    record Word(String text) implements Node {}

    record Fill(Slot slot) implements Node {}

    /// A fresh draw from a list of the lexicon, written `{any day}`.
    record Draw(List<String> table) implements Node {}

    /// Another rule, written `{rule}`; with a mark, `{rule!}`, an alternative that this text has not used
    /// yet.
    record Call(Rule rule, boolean different) implements Node {}

    /// Now and then, written `2/5( … )`.
    record Perhaps(double chance, Node body) implements Node {}

    /// One of several with equal chances, written `( … | … )`.
    record Choice(List<Node> options) implements Node {}

    record Sequence(List<Node> parts) implements Node {}
}
