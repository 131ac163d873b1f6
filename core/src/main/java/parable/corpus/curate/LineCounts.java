package parable.corpus.curate;

import java.util.HashSet;
import java.util.Set;

/// What the lines of a text are like; blank ones are left out. Confined to one thread.
final class LineCounts {
    private static final int SHORT = 30;

    private final Set<String> seen = new HashSet<>();
    private long count, bullets, closed, ellipses, shortOnes, characters, repeated;

    /// @param line that is not blank
    void add(String line) {
        String trimmed = line.strip();
        count++;
        characters += trimmed.length();
        bullets += "•-*‣".indexOf(trimmed.charAt(0)) >= 0 ? 1 : 0;
        closed += ".!?\"'”’…:;".indexOf(trimmed.charAt(trimmed.length() - 1)) >= 0 ? 1 : 0;
        ellipses += trimmed.endsWith("...") || trimmed.endsWith("…") ? 1 : 0;
        shortOnes += trimmed.length() < SHORT ? 1 : 0;
        repeated += seen.add(trimmed) ? 0 : trimmed.length();
    }

    long count() {
        return count;
    }

    /// Share of lines that begin with a bullet.
    double bullets() {
        return share(bullets);
    }

    /// Share of lines that end with a full stop or the like.
    double closed() {
        return share(closed);
    }

    /// Share of lines that end with an ellipsis.
    double ellipses() {
        return share(ellipses);
    }

    /// Share of lines shorter than 30 characters.
    double shortOnes() {
        return share(shortOnes);
    }

    /// Share of characters that stand in a line which occurred before.
    double repeated() {
        return characters == 0 ? 0 : (double) repeated / characters;
    }

    private double share(long some) {
        return count == 0 ? 0 : (double) some / count;
    }
}
