package parable.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sentences of a [Plain] text, each with its place in it. Quoted words are kept apart from the writer's own: lines
/// that begin with `>`, and three words or more between quotation marks.
///
/// @param own    what the writer says
/// @param all    the same with quoted words in their places
/// @param quotes whether anything is quoted
record Sentences(List<Sentence> own, List<Sentence> all, boolean quotes) {
    /// Up to a full stop that ends more than a title or an initial, or up to an empty line. Possessive: a loop
    /// that may step back recurses once a letter, and a long mail would exhaust the stack.
    private static final Pattern SENTENCE = Pattern.compile(
            "(?:(?!\\n[ \\t]*+\\n)(?:(?<=\\b(?:Mr|Ms|Mrs|Dr|St|No|[A-Z]))\\.|[^.!?]|[.!?](?=\\S)))++[.!?]*+");
    private static final Pattern QUOTED =
            Pattern.compile("(?m)^[ \\t]*+>.*$|\"[^\"\\s]++(?:\\s++[^\"\\s]++){2,}+\\s*+\""
                    + "|(?<![\\p{L}\\p{N}'])'[^'\\s]++(?:\\s++[^'\\s]++){2,}+'(?![\\p{L}\\p{N}'])");

    record Sentence(int start, int end, String text) {
        /// Whether the sentence is nothing but white space.
        boolean isBlank() {
            return text.isBlank();
        }
    }

    static Sentences of(String plain) {
        String own = QUOTED.matcher(plain)
                .replaceAll(quote -> " ".repeat(quote.group().length()));
        return new Sentences(split(own), split(plain.replace('>', ' ')), !own.equals(plain));
    }

    /// Without the text before an offset, such as a subject line.
    Sentences from(int offset) {
        return new Sentences(
                own.stream().filter(s -> s.start() >= offset).toList(),
                all.stream().filter(s -> s.start() >= offset).toList(),
                quotes);
    }

    private static List<Sentence> split(String text) {
        List<Sentence> sentences = new ArrayList<>();
        for (Matcher next = SENTENCE.matcher(text); next.find(); ) {
            Sentence sentence =
                    new Sentence(next.start(), next.end(), next.group().replaceAll("\\s", " "));
            if (!sentence.isBlank()) {
                sentences.add(sentence);
            }
        }
        return sentences;
    }
}
