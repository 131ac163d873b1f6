package parable.audit.run;

import parable.chat.Usage;
import parable.ground.Check;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Visible;

/// What tokens cost, in US dollars per million. Prices change too often to be shipped; the user gives them.
public record Price(double shown, double written) {
    public static final Price FREE = new Price(0, 0);

    private static final double MILLION = 1e6;
    /// A dollar a token, above any real price.
    private static final double DEAREST = 1e6;
    /// English has about four bytes a token, so this errs on the dear side.
    private static final int BYTES_PER_TOKEN = 3;

    public Price {
        Check.that(
                shown >= 0 && written >= 0 && shown <= DEAREST && written <= DEAREST,
                "prices lie between 0 and %,.0f dollars per million tokens, but were %s and %s",
                DEAREST,
                shown,
                written);
    }

    /// @param option where the user wrote it
    /// @param text   such as `2.5/10`: what a million tokens cost shown and written
    public static Price parse(String option, String text) {
        String[] parts = text.split("/", -1);
        try {
            if (parts.length == 2) {
                return new Price(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new StudyException(
                Category.CONFIG,
                "%s \"%s\" is no price. Write dollars per million tokens shown and written, each from 0 to %,.0f,"
                        + " such as 2.5/10.",
                option,
                Visible.line(text),
                DEAREST);
    }

    public double of(Usage usage) {
        return of(usage.promptTokens(), usage.writtenTokens());
    }

    /// Never below 0: journals of former versions hold negative counts.
    public double of(long tokensShown, long tokensWritten) {
        return (Math.max(0, tokensShown) * shown + Math.max(0, tokensWritten) * written) / MILLION;
    }

    /// Tokens in that many bytes of text, an estimate on the high side where the provider reports no count.
    static int tokens(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, bytes / BYTES_PER_TOKEN + 1);
    }
}
