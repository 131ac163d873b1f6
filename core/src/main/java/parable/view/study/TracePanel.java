package parable.view.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.stats.Figures;
import parable.trace.search.Column;
import parable.trace.search.Trace;
import parable.trace.search.TracedDocument;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Piece;

/// One traced text: its words with the spans marked, and the documents with every answer side by side.
record TracePanel(Trace trace) {
    List<Block> blocks() {
        return List.of(
                new Block.Passage(
                        trace.text().name(),
                        trace.text().prompt(),
                        Piece.of(trace.text().words(), trace::marks)),
                documents());
    }

    private Block documents() {
        List<String> heads = new ArrayList<>(List.of("document", "genre", "portrayal", "stage"));
        trace.columns().forEach(column -> heads.add(column.name()));
        heads.addAll(List.of("times", "what it says"));
        return new Block.Table(
                "Documents it may come from",
                caption(),
                heads,
                trace.documents().stream().map(TracePanel::row).toList());
    }

    private String caption() {
        StringBuilder caption = new StringBuilder("Longest run, best BM25%s, in turn, of %,d documents (%,d words). "
                .formatted(
                        trace.columns().get(2).measured() ? ", strongest gradient" : "",
                        trace.searched().documents(),
                        trace.searched().words()));
        for (Column column : trace.columns()) {
            String unit = column.unit().isEmpty() ? "" : " (" + column.unit() + ")";
            caption.append("%s%s: %s. ".formatted(column.name(), unit, column.method()));
        }
        return caption + "Times: how often all of this text holds the run.";
    }

    private static List<Cell> row(TracedDocument document) {
        List<String> words = List.of(document.excerpt().text().split(" "));
        return List.of(
                Cell.text(document.id()),
                Cell.text(document.tag("genre")),
                document.tag("portrayal").equals("villain")
                        ? Cell.flag("villain", Tone.HARMFUL)
                        : Cell.text(document.tag("portrayal")),
                Cell.text(document.tag("stage")),
                Cell.text(Integer.toString(document.lexical())),
                Cell.text(Figures.brief(document.semantic())),
                Cell.text(number(document.gradient())),
                Cell.text(number(document.tested())),
                Cell.text(
                        document.run().map(run -> "%,d".formatted(run.count())).orElse("")),
                new Cell.Marked(Piece.of(
                        words,
                        word -> document.excerpt().from() <= word
                                && word < document.excerpt().to())));
    }

    private static String number(Optional<Double> value) {
        return value.map(Figures::signed).orElse("not measured");
    }
}
