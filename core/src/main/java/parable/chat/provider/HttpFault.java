package parable.chat.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.Exchange;
import tools.jackson.databind.JsonNode;

/// What an error status means for a retry.
final class HttpFault {
    /// Limits are counted by the minute, hour or day.
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}(\\.[0-9]{0,20})?");

    private HttpFault() {}

    /// @param body the error as JSON; missing where it was none
    static ChatFailure of(int status, JsonNode body, Exchange exchange) {
        String words = ServerWords.of(body, exchange);
        Kind kind = kind(status, ServerWords.error(body));
        Optional<Remedy> remedy =
                kind == Kind.RATE_LIMITED || status == 401 ? Optional.empty() : Remedy.of(words, exchange);
        return new ChatFailure(
                remedy.filter(Remedy::everything).map(_ -> Kind.UNUSABLE).orElse(kind),
                "status %d: %s".formatted(status, words)
                        + remedy.map(known -> " → " + known.advice()).orElse(""),
                retryAfter(exchange).orElse(null),
                exchange);
    }

    private static Kind kind(int status, JsonNode error) {
        return switch (status) {
            case 401, 402, 403, 404 -> Kind.UNUSABLE;
            case 429 -> Fields.text(error, "code").equals("insufficient_quota") ? Kind.UNUSABLE : Kind.RATE_LIMITED;
            case 408, 409, 425 -> Kind.TRANSIENT;
            default -> status >= 500 || status == 0 ? Kind.TRANSIENT : status < 400 ? Kind.UNUSABLE : Kind.PERMANENT;
        };
    }

    /// `retry-after-ms`, or `retry-after` in seconds or as a date
    /// ([RFC 9110, 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)). A pause that is none, or longer
    /// than any that a server means, says nothing.
    private static Optional<Duration> retryAfter(Exchange exchange) {
        @Nullable String millis = exchange.headers().get("retry-after-ms");
        @Nullable String after = exchange.headers().get("retry-after");
        Optional<Duration> exact = millis == null ? Optional.empty() : pause(millis.strip(), 1);
        return exact.or(() -> after == null ? Optional.empty() : pause(after.strip(), 1000));
    }

    /// @param millis in one unit of a plain number
    private static Optional<Duration> pause(String after, int millis) {
        try {
            if (NUMBER.matcher(after).matches()) {
                double asked = Double.parseDouble(after) * millis;
                return asked <= LONGEST_PAUSE.toMillis()
                        ? Optional.of(Duration.ofMillis((long) Math.ceil(asked)))
                        : Optional.empty();
            }
            Instant then = ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), then);
            return left.compareTo(LONGEST_PAUSE) > 0
                    ? Optional.empty()
                    : Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
