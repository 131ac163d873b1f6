package parable.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import parable.corpus.parquet.Column;
import parable.ground.AtomicFile;

/// Comma-separated values after [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180): UTF-8, a header line, CRLF,
/// quotes where a cell needs them, nothing between the commas of an empty cell.
///
/// A spreadsheet takes a cell that begins with `= + - @`, a tab or a line end for a formula or trims its way to
/// one, and would run what a model wrote. Such a text is written with an apostrophe before it, and so is one that
/// begins with an apostrophe: to restore the exact text, remove one leading apostrophe
/// ([CSV injection](https://owasp.org/www-community/attacks/CSV_Injection)).
final class CsvFile {
    private static final String QUOTED = "\"";
    private static final String ASKS_FOR_QUOTES = ",\"\r\n";
    /// ASCII and full-width forms, white space, and the guard itself.
    private static final String GUARDED = "=+-@\uff1d\uff0b\uff0d\uff20'";

    private CsvFile() {}

    static void write(Path file, List<Column<ShownConversation>> columns, Consumer<Consumer<ShownConversation>> rows) {
        AtomicFile.write(file, channel -> {
            Writer out = new BufferedWriter(
                    new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8), 1 << 16);
            line(out, columns.stream().map(Column::name).toList());
            try {
                rows.accept(row -> line(
                        out, columns.stream().map(column -> cell(column, row)).toList()));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            out.flush();
        });
    }

    private static String cell(Column<ShownConversation> column, ShownConversation row) {
        Object value = column.cell().apply(row);
        return switch (value) {
            case null -> "";
            case String text -> guarded(text);
            default -> value.toString();
        };
    }

    static String guarded(String text) {
        boolean isRisky = !text.isEmpty() && (GUARDED.indexOf(text.charAt(0)) >= 0 || text.charAt(0) <= ' ');
        return isRisky ? "'" + text : text;
    }

    private static void line(Writer out, List<String> cells) {
        try {
            out.write(cells.stream().map(CsvFile::quoted).collect(Collectors.joining(",")));
            out.write("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String quoted(String cell) {
        boolean asks = cell.chars().anyMatch(c -> ASKS_FOR_QUOTES.indexOf(c) >= 0);
        return asks ? QUOTED + cell.replace(QUOTED, QUOTED + QUOTED) + QUOTED : cell;
    }
}
