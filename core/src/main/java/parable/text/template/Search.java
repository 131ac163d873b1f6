package parable.text.template;

import java.util.ArrayList;
import java.util.List;

/// Parts of texts, looked for on the [Meter].
final class Search {
    private Search() {}

    /// Where `part` begins at or after `from`; -1 where it does not. The part is not empty.
    static int first(String text, String part, int from) {
        payLong(text, part);
        int at = text.indexOf(part, from);
        Meter.text((at < 0 ? text.length() : at) - from + 1L);
        return at;
    }

    /// Where the last `part` begins that begins at or before `from`; -1 where none does. The part is not empty.
    static int last(String text, String part, int from) {
        payLong(text, part);
        int at = text.lastIndexOf(part, from);
        Meter.text(from - at + 1L);
        return at;
    }

    static boolean has(String text, String part) {
        return first(text, part, 0) >= 0;
    }

    /// The stretches between the first `most` occurrences of `mark`; of all where `most` is negative.
    static List<String> split(String text, String mark, long most) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        long left = most;
        for (int next = first(text, mark, 0); next >= 0 && left != 0; next = first(text, mark, at)) {
            Meter.work(2);
            parts.add(text.substring(at, next));
            at = next + mark.length();
            left--;
        }
        parts.add(text.substring(at));
        return parts;
    }

    /// `parts` with `between` between them.
    static String joined(List<String> parts, String between) {
        Meter.text((long) parts.size() * between.length()
                + parts.stream().mapToLong(String::length).sum());
        return String.join(between, parts);
    }

    /// A long part in a text of like letters is compared almost whole at every place.
    private static void payLong(String text, String part) {
        if (part.length() > 64 && text.length() > part.length()) {
            Meter.text((long) (text.length() - part.length()) * part.length() / 16);
        }
    }
}
