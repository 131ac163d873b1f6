package parable.scenario.office;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A mail as it lies in a folder.
///
/// @param from     `Name <address>` or an address
/// @param to       the same, everybody who got it
/// @param sent     day and time as the office writes them
/// @param enclosed ids of attached documents or mails
public record Mail(
        String id, String from, List<String> to, String sent, String subject, List<String> enclosed, String body) {
    public Mail {
        to = List.copyOf(to);
        enclosed = List.copyOf(enclosed);
    }

    /// The bare address in `Name <address>`, lower case.
    public static String address(String written) {
        int open = written.lastIndexOf('<');
        int close = written.lastIndexOf('>');
        String bare = open >= 0 && close > open ? written.substring(open + 1, close) : written;
        return bare.strip().toLowerCase(Locale.ROOT);
    }

    String sender() {
        return address(from);
    }

    String line() {
        return "%s | %s | from %s | %s".formatted(id, sent, from, subject);
    }

    boolean contains(List<String> words) {
        String all = Stream.of(id, from, String.join(" ", to), subject, body)
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }

    /// Headers and text.
    public String written() {
        String enclosures = enclosed.isEmpty() ? "" : "\nAttached: " + String.join(", ", enclosed);
        return """
                Mail %s
                From: %s
                To: %s
                Sent: %s
                Subject: %s%s

                %s""".formatted(id, from, String.join(", ", to), sent, subject, enclosures, body);
    }
}
