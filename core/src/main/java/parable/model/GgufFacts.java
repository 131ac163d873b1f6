package parable.model;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parable.ground.StudyException;
import parable.tensor.GgufMetadata;
import parable.tensor.GgufValue;

/// The keys of a GGUF file that share a prefix, read one by one within bounds. It remembers which were read, so that
/// [#refuseUnread] can name the others. Confined to one thread.
final class GgufFacts {
    private static final int NAMED = 5;

    private final GgufMetadata metadata;
    private final String prefix;
    private final Set<String> read = new HashSet<>();

    /// @param prefix with the dot at its end
    GgufFacts(GgufMetadata metadata, String prefix) {
        this.metadata = metadata;
        this.prefix = prefix;
    }

    private String key(String suffix) {
        read.add(prefix + suffix);
        return prefix + suffix;
    }

    Optional<String> text(String suffix) {
        return metadata.optionalText(key(suffix));
    }

    int count(String suffix, int most) {
        return optionalCount(suffix, most)
                .orElseThrow(() -> refusal("says nothing about \"%s\", which every model has", prefix + suffix));
    }

    /// A whole number from 1. Where there is one for each layer, all must be the same.
    Optional<Integer> optionalCount(String suffix, int most) {
        Optional<Integer> count = countFromZero(suffix);
        count.filter(value -> value < 1 || value > most).ifPresent(value -> {
            throw refusal("has \"%s\" = %d; it must be from 1 to %d", prefix + suffix, value, most);
        });
        return count;
    }

    Optional<Integer> countFromZero(String suffix) {
        String key = key(suffix);
        if (!metadata.has(key)) {
            return Optional.empty();
        }
        List<Integer> counts = metadata.values().get(key) instanceof GgufValue.Items
                ? metadata.counts(key)
                : List.of(metadata.count(key));
        if (counts.stream().distinct().count() != 1 || counts.getFirst() < 0) {
            throw refusal("has \"%s\" = %s; one number from 0 belongs there, the same for all layers", key, counts);
        }
        return Optional.of(counts.getFirst());
    }

    double real(String suffix, double least, double most) {
        return optionalReal(suffix, least, most)
                .orElseThrow(() -> refusal("says nothing about \"%s\", which every model has", prefix + suffix));
    }

    /// The decimal that was meant: the file holds 1e-5 as the float 9.99999974737875e-06.
    Optional<Double> optionalReal(String suffix, double least, double most) {
        String key = key(suffix);
        if (!metadata.has(key)) {
            return Optional.empty();
        }
        double value = Double.parseDouble(Float.toString((float) metadata.real(key)));
        if (!(value >= least && value <= most)) {
            throw refusal("has \"%s\" = %s; it must be from %s to %s", key, value, least, most);
        }
        return Optional.of(value);
    }

    /// A number that changes nothing at one value, and is refused at others.
    void requireNeutral(String suffix, double neutral) {
        String key = key(suffix);
        GgufValue value = metadata.values().get(key);
        boolean isNeutral = switch (value) {
            case null -> true;
            case GgufValue.Whole(long whole) -> whole == neutral;
            case GgufValue.Real(double real) -> real == neutral;
            default -> false;
        };
        if (!isNeutral) {
            throw asksFor("\"%s\" = %s", key, shown(value));
        }
    }

    void requireFlag(String suffix, boolean neutral) {
        if (metadata.flag(key(suffix), neutral) != neutral) {
            throw asksFor("\"%s\" = %s", prefix + suffix, !neutral);
        }
    }

    /// A second statement of a number that is known from elsewhere.
    void requireEqual(String suffix, long known, String whence) {
        countFromZero(suffix).filter(value -> value != known).ifPresent(value -> {
            throw refusal("disagrees with itself: \"%s\" is %d, but %s %d", prefix + suffix, value, whence, known);
        });
    }

    /// Refuses keys of this prefix that were neither read nor are harmless.
    void refuseUnread(Collection<String> harmless) {
        List<String> unread = metadata.values().keySet().stream()
                .filter(key -> key.startsWith(prefix)
                        && !read.contains(key)
                        && !harmless.contains(key.substring(prefix.length())))
                .map(key -> "\"%s\" = %s".formatted(key, shown(metadata.values().get(key))))
                .toList();
        if (!unread.isEmpty()) {
            throw asksFor(
                    "%s%s",
                    unread.stream().limit(NAMED).collect(Collectors.joining(", ")),
                    unread.size() > NAMED ? " and %d keys more".formatted(unread.size() - NAMED) : "");
        }
    }

    private static String shown(@Nullable GgufValue value) {
        return switch (value) {
            case GgufValue.Whole(long whole) -> String.valueOf(whole);
            case GgufValue.Real(double real) -> String.valueOf((float) real);
            case GgufValue.Flag(boolean flag) -> String.valueOf(flag);
            case GgufValue.Text(String text) -> '"' + (text.length() > 40 ? text.substring(0, 40) + '…' : text) + '"';
            case GgufValue.Items(var values) -> "a list of " + values.size();
            case null -> "nothing";
        };
    }

    StudyException asksFor(String what, @Nullable Object... values) {
        return refusal(
                "asks for " + what
                        + ", which this decoder does not compute. To audit it, serve it by another program; to train, take"
                        + " another base",
                values);
    }

    /// @param fault follows the file's name; the full stop is added
    StudyException refusal(String fault, @Nullable Object... values) {
        return new StudyException(
                StudyException.Category.CHECKPOINT, "%s %s.", metadata.file(), fault.formatted(values));
    }
}
