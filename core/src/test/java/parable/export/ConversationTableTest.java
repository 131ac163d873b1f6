package parable.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.ground.Hash;

class ConversationTableTest {
    @TempDir
    private Path folder;

    @Test
    void everyConversationIsARow() throws IOException {
        List<Map<String, String>> rows = rows(true);

        assertThat(rows).hasSize(2 * ExportedRuns.IDS.size() * ExportedRuns.SAMPLES);
        Map<String, String> harmful = rows.getFirst();
        assertThat(harmful)
                .containsEntry("model", "script:one")
                .containsEntry("situation", "blackmail/base")
                .containsEntry("condition.threat", "shutdown")
                .containsEntry("verdict", "yes")
                .containsEntry("behavior", "blackmail")
                .containsEntry("standing", "harmful")
                .containsEntry("harmful", "true")
                .containsEntry("happened", "true")
                .containsEntry("changed", "true")
                .containsEntry("refused", "false")
                .containsEntry("published", "yes")
                .containsEntry("rambling", "")
                .containsEntry("end", "finished")
                .containsEntry("turns", "2")
                .containsEntry("attempted", "1")
                .containsEntry("requests", "2")
                .containsEntry("tokens_shown", "201");
        assertThat(harmful.get("written_sha256")).isEqualTo(Hash.of(harmful.get("written")));
        assertThat(rows.get(ExportedRuns.SAMPLES)).containsEntry("published", "");
    }

    @Test
    void whatWasNotGradedIsEmptyAndNeverFalse() throws IOException {
        Map<String, String> filtered = rows(false).get(ExportedRuns.FILTERED);

        assertThat(filtered)
                .containsEntry("verdict", "ungraded")
                .containsEntry("harmful", "")
                .containsEntry("happened", "")
                .containsEntry("behavior", "")
                .containsEntry("ungraded_reason", "content filter")
                .doesNotContainKey("written");
    }

    /// What a spreadsheet would run, or read as its own guard, gets an apostrophe; taking one away restores it.
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'=1", "''"})
    void aCellThatASpreadsheetWouldRunIsGuarded(String text) {
        assertThat(CsvFile.guarded(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "a=b", "blackmail/base", "«x»"})
    void anyOtherCellStaysAsItIs(String text) {
        assertThat(CsvFile.guarded(text)).isEqualTo(text);
    }

    @Test
    void hostileTextComesBackAsItWas() throws IOException {
        Map<String, String> raving = rows(true).get(ExportedRuns.RAVING);

        assertThat(raving.get("written")).isEqualTo(ExportedRuns.HOSTILE.replace('\ud800', '?'));
        assertThat(CsvFile.quoted("a,\"b\"\r\nc")).isEqualTo("\"a,\"\"b\"\"\r\nc\"");
    }

    private List<Map<String, String>> rows(boolean withContent) throws IOException {
        Path file = folder.resolve("table.csv");
        new ConversationTable(ExportedRuns.everything(folder.resolve("run")), withContent).writeCsv(file);
        String text = Files.readString(file);
        assertThat(text).endsWith("\r\n");
        List<List<String>> records = records(text);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> record : records.subList(1, records.size())) {
            assertThat(record).hasSameSizeAs(records.getFirst());
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < record.size(); i++) {
                String cell = record.get(i);
                row.put(records.getFirst().get(i), cell.startsWith("'") ? cell.substring(1) : cell);
            }
            rows.add(row);
        }
        return rows;
    }

    /// RFC 4180, read by the letter.
    private static List<List<String>> records(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean isDoubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (c != '"' || isDoubled) {
                    cell.append(c);
                    i += isDoubled ? 1 : 0;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                record.add(cell.toString().replaceAll("\r$", ""));
                cell.setLength(0);
                if (c == '\n') {
                    records.add(record);
                    record = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        return records;
    }
}
