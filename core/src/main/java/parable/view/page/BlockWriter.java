package parable.view.page;

import java.util.List;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.view.figure.Escape;
import parable.view.figure.Figure;
import parable.view.figure.NumberText;
import parable.view.figure.Quantity;
import parable.view.figure.Tone;

/// Writes blocks as HTML. Every text passes [Escape]; what models wrote does not pass here at all.
public final class BlockWriter {
    /// Tables with more columns set counts below their estimates.
    private static final int NARROW = 7;

    private final StringBuilder out;

    public BlockWriter(StringBuilder out) {
        this.out = out;
    }

    public void write(Section section, Block block) {
        switch (block) {
            case Block.Prose(List<String> paragraphs) -> paragraphs.forEach(text -> element("p", "prose", text));
            case Block.Drawing(Figure figure) -> figure(figure);
            case Block.Table table -> table(table);
            case Block.Passage passage -> passage(passage);
            case Block.Claims(List<ClaimCard> cards) -> cards.forEach(this::claim);
            case Block.SideBySide pair -> abreast(pair);
            case Block.Transcripts transcripts -> browser(section, transcripts);
            case Block.KeyValues(List<Block.KeyValues.Entry> entries) -> keyValues(entries);
        }
    }

    private void figure(Figure figure) {
        String name = figure.label().name();
        out.append("<figure id=\"figure-").append(name).append("\">\n");
        element("h3", "", figure.label().title());
        out.append("<div class=\"scroll\">").append(figure.svg()).append("</div>\n<figcaption>");
        out.append(Escape.markup(figure.label().caption()));
        out.append("<span class=\"files\">");
        for (String kind : List.of("svg", "csv")) {
            out.append(" <a href=\"figures/%1$s.%2$s\" download=\"%1$s.%2$s\" data-figure=\"%1$s\" data-kind=\"%2$s\">"
                    .formatted(name, kind));
            out.append(kind.equals("svg") ? "SVG" : "CSV").append("</a>");
        }
        out.append("</span></figcaption>\n<details class=\"numbers\"><summary>Numbers</summary>");
        records(figure.records());
        out.append("</details>\n</figure>\n");
    }

    private void records(List<List<String>> records) {
        out.append("<div class=\"scroll tall\"><table class=\"plain\"><thead><tr>");
        records.getFirst().forEach(field -> element("th", "", field));
        out.append("</tr></thead><tbody>\n");
        for (List<String> fields : records.subList(1, records.size())) {
            out.append("<tr>");
            fields.forEach(field -> element("td", "", field));
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div>");
    }

    private void table(Block.Table table) {
        out.append("<div class=\"block\">");
        element("h3", "", table.title());
        out.append("<div class=\"scroll tall\"><table class=\"sortable%s\"><thead><tr>"
                .formatted(table.columns().size() > NARROW ? " wide" : ""));
        table.columns().forEach(column -> element("th", "", column));
        out.append("</tr></thead><tbody>\n");
        for (List<Cell> row : table.rows()) {
            out.append("<tr>");
            for (Cell cell : row) {
                out.append("<td").append(sortKey(cell)).append('>');
                cell(cell);
                out.append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div>\n");
        if (!table.caption().isEmpty()) {
            element("p", "caption", table.caption());
        }
        out.append("</div>\n");
    }

    private static String sortKey(Cell cell) {
        return switch (cell) {
            case Cell.Measured(Estimate e, Quantity _) -> sortKey(e.hasData() ? e.value() : Double.NaN);
            case Cell.Derived(Effect effect, Quantity _) -> sortKey(effect.value());
            case Cell.Text _, Cell.Flag _, Cell.Marked _, Cell.Linked _ -> "";
        };
    }

    private static String sortKey(double value) {
        return " class=\"number\" data-sort=\"" + value + "\"";
    }

    private void cell(Cell cell) {
        switch (cell) {
            case Cell.Text(String text) -> out.append(Escape.markup(text));
            case Cell.Flag(String text, Tone tone) -> element("span", "flag " + tone.word(), text);
            case Cell.Measured(Estimate e, Quantity quantity) -> estimate(e, quantity);
            case Cell.Derived(Effect effect, Quantity quantity) -> effect(effect, quantity);
            case Cell.Marked(List<Piece> pieces) -> pieces(pieces);
            case Cell.Linked(Link link) -> link(link);
        }
    }

    private void estimate(Estimate e, Quantity quantity) {
        String ungraded = e.ungraded() == 0 ? "" : ", " + e.ungraded() + " ungraded";
        number(
                NumberText.full(quantity, e),
                NumberText.value(quantity, e),
                NumberText.interval(quantity, e),
                NumberText.counts(quantity, e) + ungraded);
    }

    private void effect(Effect e, Quantity quantity) {
        number(
                NumberText.full(quantity, e),
                NumberText.value(quantity, e.value(), e.interval()),
                NumberText.interval(quantity, e.interval()),
                "n = " + e.units());
    }

    private void number(String full, String value, String interval, String counts) {
        out.append("<span class=\"estimate\" title=\"")
                .append(Escape.markup(full))
                .append("\">");
        element("b", "", value);
        element("span", "interval", " " + interval);
        element("span", "counts", " " + counts);
        out.append("</span>");
    }

    private void abreast(Block.SideBySide pair) {
        out.append("<article class=\"block abreast\">");
        element("h3", "", pair.title());
        out.append("<p class=\"caption\">")
                .append(Escape.markup(pair.caption()))
                .append(' ');
        pair.whole().ifPresent(this::link);
        out.append("</p>\n");
        for (Block.SideBySide.Line line : pair.lines()) {
            out.append(line.parts() ? "<div class=\"parting\">" : "<div>");
            side(pair.left(), line.place(), line.left());
            side(pair.right(), line.place(), line.right());
            out.append("</div>\n");
        }
        out.append("</article>\n");
    }

    private void link(Link link) {
        out.append("<a href=\"").append(Escape.markup(link.address())).append("\">");
        out.append(Escape.markup(link.text())).append("</a>");
    }

    private void side(String who, String place, TranscriptCard.LedgerLine line) {
        out.append("<div class=\"line\">");
        element("p", "who", who + ", " + place);
        element("pre", "", line.attempted());
        if (!line.happened().isEmpty()) {
            element("p", "facts", line.happened());
        }
        if (!line.judged().isEmpty()) {
            element("p", "judged", line.judged());
        }
        out.append("</div>");
    }

    private void passage(Block.Passage passage) {
        out.append("<div class=\"block passage\">");
        element("h3", "", passage.title());
        if (!passage.lead().isEmpty()) {
            element("p", "lead-in", passage.lead());
        }
        out.append("<p>");
        pieces(passage.pieces());
        out.append("</p></div>\n");
    }

    private void pieces(List<Piece> pieces) {
        for (Piece piece : pieces) {
            if (piece.isMarked()) {
                element("mark", "", piece.text());
            } else {
                out.append(Escape.markup(piece.text()));
            }
        }
    }

    private void claim(ClaimCard card) {
        out.append("<article class=\"claim ").append(card.outcome().style()).append("\" id=\"claim-");
        out.append(Escape.markup(card.id()))
                .append("\">\n<h3><span class=\"id\">")
                .append(Escape.markup(card.id()));
        out.append("</span> ").append(Escape.markup(card.statement())).append("</h3>\n");
        element("p", "chip " + card.outcome().style(), card.outcome().word());
        out.append("<p class=\"statistic\"><b>Registered test</b> ");
        out.append(Escape.markup(card.statistic())).append("</p>\n");
        element("p", "reading", card.reading());
        if (!card.evidence().isEmpty()) {
            out.append("<table class=\"evidence\"><tbody>\n");
            card.evidence().forEach(this::evidence);
            out.append("</tbody></table>\n");
        }
        out.append("</article>\n");
    }

    private void evidence(ClaimCard.Evidence evidence) {
        boolean remark = evidence.side() == ClaimCard.Side.CONTEXT;
        out.append(remark ? "<tr class=\"remark\">" : "<tr class=\"test\">");
        out.append("<th scope=\"row\"><span class=\"side ")
                .append(evidence.side().word())
                .append("\">");
        out.append(evidence.side().word()).append("</span> ").append(Escape.markup(evidence.label()));
        out.append("</th><td>");
        cell(evidence.cell());
        out.append("</td></tr>\n");
    }

    private void browser(Section section, Block.Transcripts transcripts) {
        int count = transcripts.cards().size();
        out.append("""
                <div id="browser" data-section="%s">
                <div class="filters" role="search">
                """.formatted(section.id()));
        transcripts.facets().stream()
                .filter(Block.Facet::filters)
                .map(Block.Facet::name)
                .forEach(this::choice);
        choice("behavior");
        choice("standing");
        out.append("""
                <label class="wide">Search <input type="search" data-key="q" placeholder="any text or id" \
                autocomplete="off" spellcheck="false"></label>
                <button type="button" id="clear">Clear</button>
                <output id="transcript-count" aria-live="polite">%1$d of %1$d</output>
                </div>
                <div class="panes">
                <div id="transcript-list" role="listbox" aria-label="Transcripts" tabindex="0">\
                <div class="rail"></div></div>
                <article id="transcript" tabindex="-1"></article>
                </div>
                <p class="printed">The transcript last chosen is printed; the page itself holds all %1$d.</p>
                <noscript><p>The transcripts need the page's own script, which is switched off.</p></noscript>
                </div>
                """.formatted(count));
    }

    private void choice(String key) {
        String name = Character.toUpperCase(key.charAt(0)) + key.substring(1);
        out.append("<label>%s <select data-key=\"%s\"></select></label>\n".formatted(name, key));
    }

    private void keyValues(List<Block.KeyValues.Entry> entries) {
        out.append("<dl class=\"values\">\n");
        for (Block.KeyValues.Entry entry : entries) {
            element("dt", "", entry.key());
            element("dd", "", entry.value());
        }
        out.append("</dl>\n");
    }

    private void element(String tag, String style, String text) {
        out.append('<').append(tag);
        if (!style.isEmpty()) {
            out.append(" class=\"").append(style).append('"');
        }
        out.append('>').append(Escape.markup(text)).append("</").append(tag).append('>');
    }
}
