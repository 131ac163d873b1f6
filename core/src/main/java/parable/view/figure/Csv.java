package parable.view.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import parable.stats.Estimate;

/// RFC 4180 text, and the columns that every estimate fills.
final class Csv {
    private static final List<String> ESTIMATE =
            List.of("value", "lower", "upper", "level", "k", "n", "ungraded", "method", "unit");

    private Csv() {}

    static List<String> header(String... first) {
        List<String> header = new ArrayList<>(List.of(first));
        header.addAll(ESTIMATE);
        return List.copyOf(header);
    }

    static List<String> record(Estimate e, String... first) {
        List<String> fields = new ArrayList<>(List.of(first));
        fields.addAll(List.of(
                number(known(e, e.value())),
                number(known(e, e.interval().lower())),
                number(known(e, e.interval().upper())),
                number(e.interval().level()),
                Integer.toString(e.k()),
                Integer.toString(e.n()),
                Integer.toString(e.ungraded()),
                e.method(),
                e.unit()));
        return List.copyOf(fields);
    }

    /// Where nothing was graded there is no number.
    private static double known(Estimate e, double value) {
        return e.hasData() ? value : Double.NaN;
    }

    /// The shortest text that reads back as the same double; empty where there is no number.
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    static String text(List<List<String>> records) {
        return records.stream()
                .map(fields -> fields.stream().map(Csv::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
