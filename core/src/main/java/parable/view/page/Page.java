package parable.view.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.ground.Hash;
import parable.ground.Json;
import parable.view.figure.Escape;
import parable.view.figure.Ink;

/// Writes the page: one file, nothing fetched, no script but the one whose hash its policy names.
public final class Page {
    private final Report report;
    private final StringBuilder out = new StringBuilder(1 << 20);
    private final BlockWriter blocks;

    public Page(Report report) {
        this.report = report;
        blocks = new BlockWriter(out);
    }

    public String html() {
        String style = Ink.styleSheet() + resource("report.css");
        String script = resource("report.js");
        head(style, script);
        side();
        out.append("<main id=\"top\">\n");
        masthead();
        report.sections().forEach(this::section);
        section(new Section(Report.MANIFEST, "Manifest", List.of(report.manifest())));
        out.append("</main>\n");
        shelf();
        out.append("<script>").append(script).append("</script>\n</body>\n</html>\n");
        return out.toString();
    }

    /// The policy forbids everything, then admits exactly this style sheet and this script.
    private void head(String style, String script) {
        out.append("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
                style-src '%s'; script-src '%s'; \
                base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="referrer" content="no-referrer">
                <title>%s</title>
                """.formatted(integrity(style), integrity(script), Escape.markup(report.title())));
        out.append("<style>").append(style).append("</style>\n</head>\n<body>\n");
    }

    private void side() {
        out.append("""
                <a class="skip" href="#top">Skip to the results</a>
                <nav id="side" aria-label="Sections">
                <p class="brand">Parable</p>
                <ol>
                """);
        for (Section section : report.sections()) {
            entry(section.id(), section.name());
        }
        entry(Report.MANIFEST, "Manifest");
        out.append("""
                </ol>
                <p class="tools"><button id="theme" type="button" aria-label="Change color scheme">Dark</button>
                <button id="help-open" type="button">Keys <kbd>?</kbd></button></p>
                </nav>
                """);
    }

    private void entry(String id, String name) {
        out.append("<li><a href=\"#")
                .append(id)
                .append("\">")
                .append(Escape.markup(name))
                .append("</a></li>\n");
    }

    private void masthead() {
        out.append("<header>\n<h1>").append(Escape.markup(report.title())).append("</h1>\n<p class=\"lead\">");
        out.append(Escape.markup(report.subtitle())).append("</p>\n");
        tally();
        out.append("</header>\n");
    }

    /// How many claims ended how, linking to the section that holds them.
    private void tally() {
        for (Section section : report.sections()) {
            for (Block block : section.blocks()) {
                if (block instanceof Block.Claims(List<ClaimCard> cards) && !cards.isEmpty()) {
                    out.append("<p class=\"tally\">");
                    for (ClaimCard.Outcome outcome : ClaimCard.Outcome.values()) {
                        long count = cards.stream()
                                .filter(card -> card.outcome() == outcome)
                                .count();
                        if (count > 0) {
                            out.append("<a class=\"chip %2$s\" href=\"#%1$s\"><b>%3$d</b> %2$s</a> "
                                    .formatted(section.id(), outcome.word(), count));
                        }
                    }
                    out.append("of ").append(cards.size()).append(" claims</p>\n");
                }
            }
        }
    }

    private void section(Section section) {
        out.append("<section id=\"").append(section.id()).append("\">\n<h2>");
        out.append(Escape.markup(section.name())).append("</h2>\n");
        section.blocks().forEach(block -> blocks.write(section, block));
        out.append("</section>\n");
    }

    /// What the script reads: inert text, never markup.
    private void shelf() {
        out.append("""
                <dialog id="help" aria-label="Keys"><h2>Keys</h2><dl class="keys">
                <dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous transcript</dd>
                <dt><kbd>/</kbd></dt><dd>search the transcripts</dd>
                <dt><kbd>x</kbd></dt><dd>clear the filter</dd>
                <dt><kbd>t</kbd></dt><dd>light or dark</dd>
                <dt><kbd>?</kbd></dt><dd>this list</dd>
                <dt><kbd>Esc</kbd></dt><dd>leave the search or this list</dd>
                </dl><form method="dialog"><button>Close</button></form></dialog>
                <div id="tip" role="tooltip" hidden></div>
                <ul id="errors" hidden></ul>
                """);
        Map<String, String> files = new LinkedHashMap<>();
        report.figures().forEach(figure -> files.put(figure.label().name(), figure.csv()));
        data("figure-files", files);
        for (Section section : report.sections()) {
            for (Block block : section.blocks()) {
                if (block instanceof Block.Transcripts transcripts) {
                    data("transcript-shelf", TranscriptShelf.of(transcripts));
                }
            }
        }
    }

    private void data(String id, Object value) {
        out.append("<script type=\"application/json\" id=\"").append(id).append("\">");
        out.append(Escape.json(Json.line(value))).append("</script>\n");
    }

    private static String integrity(String text) {
        byte[] digest = Hash.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks its own resource parable/view/page/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("parable/view/page/" + name + " could not be read", e);
        }
    }
}
