package parable.cli.study;

import java.util.List;
import java.util.Optional;
import parable.ground.Visible;
import parable.stats.Figures;
import parable.trace.search.Column;
import parable.trace.search.Run;
import parable.trace.search.Trace;
import parable.trace.search.TracedDocument;
import parable.trace.search.TracedSpan;

/// A trace in plain text: the traced words with spans in brackets, the spans, the documents with their four
/// answers. What documents and models wrote cannot move the cursor.
final class TraceListing {
    private static final int WIDTH = 110;
    private static final String ROW = "%-18s %-15s %-11s %-24s %6s %9s %7s %10s %10s%n";

    private final Trace trace;
    private final StringBuilder out = new StringBuilder();

    private TraceListing(Trace trace) {
        this.trace = trace;
    }

    static String of(Trace trace) {
        TraceListing listing = new TraceListing(trace);
        listing.text();
        listing.spans();
        listing.documents();
        listing.columns();
        return listing.out.toString();
    }

    private void text() {
        out.append("%n%s%n%n".formatted(Visible.line(trace.text().name())));
        if (!trace.text().prompt().isEmpty()) {
            wrapped("  prompt   ", trace.text().prompt());
        }
        wrapped("  written  ", marked(trace.text().words()));
        out.append("%nSearched %,d documents of %,d words: %s.%n"
                .formatted(
                        trace.searched().documents(),
                        trace.searched().words(),
                        Visible.line(trace.searched().name())));
    }

    private String marked(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            line.append(i == 0 ? "" : " ");
            line.append(trace.marks(i) && (i == 0 || !trace.marks(i - 1)) ? "[" : "");
            line.append(words.get(i));
            line.append(trace.marks(i) && (i + 1 == words.size() || !trace.marks(i + 1)) ? "]" : "");
        }
        return line.toString();
    }

    private void spans() {
        out.append("%nSpans that the corpus holds word for word, the least likely by chance%n".formatted());
        if (trace.spans().isEmpty()) {
            out.append("  none: the corpus holds not one of these words%n".formatted());
        }
        for (TracedSpan span : trace.spans()) {
            Run run = span.run();
            String words = String.join(" ", trace.text().words().subList(run.start(), run.end()));
            wrapped("  %2d words, %,d times: ".formatted(run.length(), run.count()), words);
        }
    }

    private void documents() {
        out.append("%nDocuments: longest run, best BM25%s, in turn%n"
                .formatted(trace.columns().get(2).measured() ? ", strongest gradient" : ""));
        out.append(ROW.formatted(
                "document", "genre", "portrayal", "stage", "words", "times", "BM25", "gradient", "tested"));
        for (TracedDocument document : trace.documents()) {
            out.append(ROW.formatted(
                    cut(document.id(), 18),
                    cut(document.tag("genre"), 15),
                    cut(document.tag("portrayal"), 11),
                    cut(document.tag("stage"), 24),
                    document.lexical(),
                    document.run().map(run -> "%,d".formatted(run.count())).orElse("-"),
                    Figures.brief(document.semantic()),
                    number(document.gradient()),
                    number(document.tested())));
            wrapped("    ", excerpt(document));
        }
    }

    private static String excerpt(TracedDocument document) {
        List<String> words = List.of(document.excerpt().text().split(" "));
        int from = document.excerpt().from(), to = document.excerpt().to();
        if (from == to) {
            return String.join(" ", words);
        }
        return "%s [%s] %s"
                .formatted(
                        String.join(" ", words.subList(0, from)),
                        String.join(" ", words.subList(from, to)),
                        String.join(" ", words.subList(to, words.size())))
                .strip();
    }

    private static String number(Optional<Double> value) {
        return value.map(number -> (number > 0 ? "+" : "") + Figures.significant(number))
                .orElse("-");
    }

    private void columns() {
        out.append('\n');
        for (Column column : trace.columns()) {
            String unit = column.unit().isEmpty() ? "" : " (" + column.unit() + ")";
            wrapped("  %-14s ".formatted(column.name()), column.method() + unit);
        }
        out.append(
                "%nLikeness is not cause: a document may hold the words and not have taught them. Only a tested effect"
                        .formatted());
        out.append("%nsays what happens without it.%n".formatted());
    }

    /// Breaks between words; later lines are indented under the first.
    private void wrapped(String head, String text) {
        int column = head.length();
        out.append(head);
        boolean begins = true;
        for (String word : Visible.line(text).split(" ")) {
            if (!begins && column + 1 + word.length() > WIDTH) {
                out.append('\n').append(" ".repeat(head.length()));
                column = head.length();
                begins = true;
            }
            out.append(begins ? "" : " ").append(word);
            column += word.length() + (begins ? 0 : 1);
            begins = false;
        }
        out.append('\n');
    }

    private static String cut(String text, int width) {
        String line = Visible.line(text);
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }
}
