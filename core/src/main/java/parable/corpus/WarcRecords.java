package parable.corpus;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// The plain texts of a WARC file ([ISO 28500](https://iipc.github.io/warc-specifications/)), such as a WET file of
/// Common Crawl: records of type `conversion`, and `resource` records of text. Requests, raw pages and what describes
/// the file are no texts and are passed over. Confined to one thread.
final class WarcRecords {
    private static final String VERSION = "WARC/";
    private static final int LONGEST = 64 << 20;

    private final Path file;
    private final TextLines lines;
    private long number;

    /// @param number of the record in the file, from 0
    record Text(long number, Map<String, String> head, byte[] bytes) {
        String field(String name, String otherwise) {
            return head.getOrDefault(name, otherwise);
        }
    }

    WarcRecords(Path file, TextLines lines) {
        this.file = file;
        this.lines = lines;
    }

    /// The next text; null after the last.
    @Nullable
    Text next() {
        for (Map<String, String> head = head(); head != null; head = head()) {
            byte[] bytes = lines.take(length(head));
            number++;
            if (isText(head) && bytes.length > 0) {
                return new Text(number - 1, head, bytes);
            }
        }
        return null;
    }

    private static boolean isText(Map<String, String> head) {
        String type = head.getOrDefault("warc-type", "");
        return type.equals("conversion")
                || type.equals("resource")
                        && head.getOrDefault("content-type", "").startsWith("text/plain");
    }

    /// The fields of a record by their names in lower case; null at the end of the file.
    private @Nullable Map<String, String> head() {
        TextLines.Bytes line = lines.nextBytes();
        while (line != null && line.isBlank()) {
            line = lines.nextBytes();
        }
        if (line == null) {
            return null;
        }
        if (!text(line).startsWith(VERSION)) {
            throw damaged("does not begin with WARC/ but with \"%s\"".formatted(DocumentLine.cut(text(line))));
        }
        Map<String, String> head = new HashMap<>();
        for (line = lines.nextBytes(); line != null && !line.isBlank(); line = lines.nextBytes()) {
            String field = text(line);
            int colon = field.indexOf(':');
            if (colon > 0) {
                head.put(
                        field.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        field.substring(colon + 1).strip());
            }
        }
        return head;
    }

    private int length(Map<String, String> head) {
        String length = head.getOrDefault("content-length", "");
        if (!length.matches("\\d{1,10}") || Long.parseLong(length) > LONGEST) {
            throw damaged("has Content-Length \"%s\"; it must be a number up to %d".formatted(length, LONGEST));
        }
        return Integer.parseInt(length);
    }

    private StudyException damaged(String fault) {
        return new StudyException(Category.CONFIG, "%s: record %d %s. Copy the file again.", file, number + 1, fault);
    }

    private static String text(TextLines.Bytes line) {
        return new String(line.bytes(), StandardCharsets.UTF_8).strip();
    }
}
