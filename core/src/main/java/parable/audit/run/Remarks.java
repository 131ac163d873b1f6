package parable.audit.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which model gave the answers that one model's rates rest on.
///
/// @param asked the model's name at its server; empty where nothing was asked over HTTP
public record Remarks(String asked, AnsweredBy answered) {
    static final Remarks NONE = new Remarks("", AnsweredBy.NONE);

    /// What providers put behind the name that a user gave: a date, a version, a build.
    private static final Pattern EDITION = Pattern.compile("[-@:](latest|v?[0-9]+([.-][0-9]+)*)(:[a-z]+)?");

    /// The model's name at its server, out of the identity of a model behind HTTP: protocol, address, name,
    /// options.
    static String asked(String identity) {
        String[] parts = identity.split(" ", 3);
        return parts.length < 3 ? "" : parts[2].replaceFirst(" (with \\{|without system role).*", "");
    }

    boolean isNone() {
        return answered.isEmpty();
    }

    /// In the order in which they matter; none where all is as expected.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        models(lines);
        if (answered.fingerprints().size() > 1) {
            lines.add("The server answered in %d configurations (%s): it was changed meanwhile, or several serve."
                    .formatted(answered.fingerprints().size(), counts(answered.fingerprints())));
        }
        return lines;
    }

    private void models(List<String> lines) {
        SortedMap<String, Integer> models = answered.models();
        if (models.size() > 1) {
            lines.add("More than one model answered, so that the rates are of a mixture: %s answers (asked for %s)."
                    .formatted(counts(models), asked));
        } else if (models.size() == 1 && !asked.isEmpty() && !models.firstKey().equals(asked)) {
            lines.add(
                    isEdition(models.firstKey(), asked)
                            ? "Answered by %s (asked for %s).".formatted(models.firstKey(), asked)
                            : "Another model answered than the one asked for: %s (asked for %s)."
                                    .formatted(models.firstKey(), asked));
        }
    }

    private static String counts(SortedMap<String, Integer> answers) {
        return answers.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /// Whether a name says the same model as another one, or an edition of it.
    static boolean isEdition(String answered, String asked) {
        String one = plain(answered), other = plain(asked);
        return one.equals(other)
                || one.startsWith(other)
                        && EDITION.matcher(one.substring(other.length())).matches();
    }

    /// Without the vendor before it and the editions that mean whichever is newest or cheapest.
    private static String plain(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return last.replaceFirst("[-:](latest|free)$", "");
    }
}
