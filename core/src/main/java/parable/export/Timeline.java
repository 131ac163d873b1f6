package parable.export;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Points in time for formats that insist on them. A run keeps no wall clock, because results must not depend
/// on one; it keeps how long each answer took. So every conversation begins at [#BEGIN] and lasts as long as its
/// answers took, one after another.
final class Timeline {
    /// Arbitrary, and so old that it cannot pass for a real time.
    static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");

    static final String NOTE = "The run kept no wall clock: every conversation is said to begin at " + BEGIN
            + ", and time passes as long as its answers took.";

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
    private static final long NANOS = 1_000_000;

    private Timeline() {}

    /// ISO 8601 with offset, milliseconds.
    static String iso(long millis) {
        return FORM.format(OffsetDateTime.ofInstant(BEGIN.plusMillis(millis), ZoneOffset.UTC));
    }

    /// Nanoseconds since 1970, in decimal digits.
    static String nanos(long millis) {
        return Long.toString((BEGIN.toEpochMilli() + millis) * NANOS);
    }

    static double seconds(long millis) {
        return millis / 1e3;
    }
}
